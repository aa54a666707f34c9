package io.toygres.provisioner.wire;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.toygres.contract.Inventory;
import io.toygres.contract.job.DownloadSpec;
import io.toygres.contract.job.InitializeSpec;
import io.toygres.contract.job.RestoreSpec;
import io.toygres.contract.job.Verdict;
import io.toygres.provisioner.create.CreateState;
import io.toygres.provisioner.delete.DeleteState;
import io.toygres.provisioner.restore.RestoreState;

/**
 * Every type of this service that goes through Jackson, messages aside. Its sample is read when the service starts.
 *
 * @param create the state of a create
 * @param restore the state of a restore
 * @param delete the state of a deletion
 * @param initialize what an instance's pod is told before its server starts
 * @param download what the first container of a restore Job is told
 * @param load what the second one is told
 * @param restored what that one says at its end
 * @param inventory for api-service
 */
@RegisterForReflection(registerFullHierarchy = true)
record InstanceDocuments(
        CreateState create,
        RestoreState restore,
        DeleteState delete,
        InitializeSpec initialize,
        DownloadSpec download,
        RestoreSpec load,
        Verdict.Restored restored,
        Inventory inventory) {}
