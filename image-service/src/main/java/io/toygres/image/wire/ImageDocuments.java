package io.toygres.image.wire;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.toygres.contract.ImageCommand.DeleteImage;
import io.toygres.contract.Inventory;
import io.toygres.contract.image.BackupResult;
import io.toygres.contract.job.BackupSpec;
import io.toygres.image.backup.BackupState;
import io.toygres.image.manifest.Manifest;

/**
 * Every type of this service that goes through Jackson, messages aside. Its sample is read when the service starts.
 *
 * @param backup the state of a backup, with what the Job said
 * @param delete the state of a deletion
 * @param spec what a backup Job is told
 * @param result {@code result.json}
 * @param manifest {@code manifest.json}
 * @param inventory for api-service
 */
@RegisterForReflection(registerFullHierarchy = true)
record ImageDocuments(
        BackupState backup,
        DeleteImage delete,
        BackupSpec spec,
        BackupResult result,
        Manifest manifest,
        Inventory inventory) {}
