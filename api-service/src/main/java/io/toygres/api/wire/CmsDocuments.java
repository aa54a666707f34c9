package io.toygres.api.wire;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.toygres.api.problem.Problem;
import io.toygres.contract.ImageEvent.DatabaseContents;
import io.toygres.contract.Inventory;
import io.toygres.contract.RequestEvent.Refusal;
import io.toygres.contract.RestoreReport;
import java.util.List;

/**
 * Every type of this service that goes through Jackson and is no message, nor a body that Quarkus finds at a resource's method. Its sample is
 * read when the service starts.
 *
 * @param databases of an image, in its row
 * @param report of a restore, in the instance's row
 * @param inventory a worker's answer
 * @param problem the body of every refusal
 * @param refusal of a request over Kafka, in its row
 */
@RegisterForReflection(registerFullHierarchy = true)
record CmsDocuments(
        List<DatabaseContents> databases,
        RestoreReport report,
        Inventory inventory,
        Problem problem,
        Refusal refusal) {}
