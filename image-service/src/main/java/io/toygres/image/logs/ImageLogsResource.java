package io.toygres.image.logs;

import io.toygres.contract.ImageId;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.UUID;

/** What the pods of an image's backup Job wrote, for as long as the cluster keeps them. */
@Path("/internal/images/{id}/logs")
public final class ImageLogsResource {

    private final JobLogs logs;

    ImageLogsResource(JobLogs logs) {
        this.logs = logs;
    }

    /** The logs of all attempts, oldest first, as text; 404 once the Job is gone. */
    @GET
    @Produces(MediaType.TEXT_PLAIN)
    public Response logs(@PathParam("id") UUID id) {
        ImageId image = new ImageId(id);
        if (!logs.exist(image)) {
            return Response.status(Response.Status.NOT_FOUND)
                    .entity("The cluster keeps no backup Job of image " + image + ".")
                    .build();
        }
        StreamingOutput body = out -> logs.copy(image, out);
        return Response.ok(body).build();
    }
}
