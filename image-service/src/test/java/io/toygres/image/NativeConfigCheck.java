package io.toygres.image;

import io.toygres.architecture.NativeRules;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the service's native executable would keep; runs in {@code mvn verify -Pnative-config}, which ./toygres test does. */
class NativeConfigCheck extends NativeRules {

    NativeConfigCheck() throws IOException {}

    @Override
    protected Stream<String> resources() {
        return Stream.of(
                "messages/toygres.image.create.v1.json",
                "samples/job.json",
                "samples/image-service.json",
                "azure-core.properties",
                "azure-identity.properties",
                "db/messaging/V001__outbox_and_inbox.sql",
                "db/operation/V010__operation.sql",
                "db/operation/V013__job_slot.sql");
    }

    @Test
    void keepsWhatAzuresJarsDoNotList() {
        assertKept(
                "com.azure.storage.blob.implementation.models.BlobStorageError",
                "com.azure.storage.blob.implementation.models.BlobStorageExceptionInternal",
                "com.azure.storage.blob.implementation.models.BlobSignedIdentifierWrapper",
                "com.azure.core.http.rest.StreamResponse");
    }
}
