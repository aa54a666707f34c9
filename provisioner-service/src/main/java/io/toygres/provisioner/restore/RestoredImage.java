package io.toygres.provisioner.restore;

import io.toygres.contract.ContractJson;
import io.toygres.contract.job.Verdict;
import java.util.Optional;

/** What a restore Job's termination message says of its success. */
final class RestoredImage {

    private RestoredImage() {}

    /** Empty when the message is gone with its pod, or was cut off. */
    static Optional<Verdict.Restored> in(Optional<String> message) {
        return message.flatMap(json -> ContractJson.readIfWhole(json, Verdict.Restored.class));
    }
}
