package io.toygres.image.blob;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What Azure's SDK looks up by name in a native executable and its own jars do not list. Without the first three the first 404 of a
 * blob ends in a {@code LinkageError} that Reactor drops, and the caller waits until its deadline.
 */
@RegisterForReflection(
        classNames = {
            "com.azure.storage.blob.implementation.models.BlobStorageError",
            "com.azure.storage.blob.implementation.models.BlobStorageExceptionInternal",
            "com.azure.storage.blob.implementation.models.BlobSignedIdentifierWrapper",
            "com.azure.core.http.rest.StreamResponse"
        })
final class AzureReflection {

    private AzureReflection() {}
}
