package io.toygres.e2e.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Body of {@code POST /api/instances}; what is null is left to the API's defaults. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NewInstance(
        String name,
        @Nullable String password,
        @Nullable String imageType,
        @Nullable String dnsLabel,
        @Nullable UUID sourceImageId,
        @Nullable Integer storageSizeGb) {

    public static NewInstance empty(String name, Password password) {
        return new NewInstance(name, password.value(), null, null, null, null);
    }

    public static NewInstance restored(String name, UUID image) {
        return new NewInstance(name, null, null, null, image, null);
    }

    public NewInstance withImageType(String type) {
        return new NewInstance(name, password, type, dnsLabel, sourceImageId, storageSizeGb);
    }

    public NewInstance withPassword(Password other) {
        return new NewInstance(name, other.value(), imageType, dnsLabel, sourceImageId, storageSizeGb);
    }

    public NewInstance withDnsLabel(String label) {
        return new NewInstance(name, password, imageType, label, sourceImageId, storageSizeGb);
    }

    /** @param gigabytes of the volume, as Kubernetes' {@code Gi} */
    public NewInstance withStorage(int gigabytes) {
        return new NewInstance(name, password, imageType, dnsLabel, sourceImageId, gigabytes);
    }
}
