package io.toygres.provisioner.instance;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.toygres.contract.ImageId;
import io.toygres.contract.InstanceId;
import io.toygres.contract.PostgresVersion;
import io.toygres.messaging.Json;
import org.jspecify.annotations.Nullable;

/**
 * What {@code init.sh} is told, as JSON in {@code TOYGRES_SPEC}.
 *
 * @param restoredImageId the volume must hold what the restore Job loaded from this image, and nothing else will do; null:
 *     an empty volume gets a new data directory
 */
record InitSpec(
        InstanceId instanceId,
        PostgresVersion postgresVersion,
        @Nullable ImageId restoredImageId) {

    static InitSpec of(Instance instance) {
        return new InitSpec(
                instance.spec().instanceId(),
                instance.spec().postgresVersion(),
                instance.sourceImage().orElse(null));
    }

    String json() {
        try {
            return Json.mapper().writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the spec has no JSON form", e);
        }
    }
}
