package io.toygres.image.logs;

import io.toygres.contract.ImageId;
import jakarta.ws.rs.core.Response;

/**
 * An error as RFC 9457 has it.
 *
 * @param code stable and machine-readable, such as {@code LOGS_GONE}
 */
record Problem(String type, String title, int status, String code, String detail) {

    private static final String MEDIA_TYPE = "application/problem+json";

    static Problem noJob(ImageId image) {
        return new Problem(
                "about:blank",
                "Not Found",
                Response.Status.NOT_FOUND.getStatusCode(),
                "LOGS_GONE",
                "The cluster keeps no backup Job of image " + image + ".");
    }

    Response toResponse() {
        return Response.status(status).type(MEDIA_TYPE).entity(this).build();
    }
}
