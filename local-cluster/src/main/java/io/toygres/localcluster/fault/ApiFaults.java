package io.toygres.localcluster.fault;

import io.toygres.localcluster.store.ApiException;
import java.util.concurrent.ThreadLocalRandom;

/** Fails a share of the API's requests. */
public final class ApiFaults {
    private final FaultSettings settings;

    public ApiFaults(FaultSettings settings) {
        this.settings = settings;
    }

    /** Before a request does anything. */
    public void strike(String verb, String resource) {
        for (Faults.ApiFault fault : settings.current().api()) {
            if (fault.matches(verb, resource) && ThreadLocalRandom.current().nextDouble() < fault.share()) {
                throw new ApiException(fault.code(), reason(fault.code()), "injected fault: " + fault.code());
            }
        }
    }

    private static String reason(int code) {
        return switch (code) {
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 409 -> "Conflict";
            case 429 -> "TooManyRequests";
            case 503 -> "ServiceUnavailable";
            default -> "InternalError";
        };
    }
}
