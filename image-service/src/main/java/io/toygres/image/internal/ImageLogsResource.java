package io.toygres.image.internal;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.toygres.contract.ImageId;
import io.toygres.image.ManagedNamespace;
import io.toygres.internal.InternalEndpoint;
import io.toygres.kubernetes.Labels;
import io.toygres.kubernetes.PodLogs;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.List;
import java.util.UUID;

/** What the pods of an image's backup Job wrote, for as long as the cluster keeps them. */
@Path("/internal/images/{id}/logs")
@InternalEndpoint
public final class ImageLogsResource {

    private final PodLogs logs;

    ImageLogsResource(KubernetesClient client, ManagedNamespace managed) {
        this.logs = new PodLogs(client, managed.name());
    }

    /**
     * The logs of all tries, oldest first, as text, without following them; 404 when the cluster keeps no pod of the Job.
     *
     * @param tail how many lines of each container, the newest
     */
    @GET
    @Produces(MediaType.TEXT_PLAIN)
    public Response logs(@PathParam("id") UUID id, @QueryParam("tail") @DefaultValue(PodLogs.USUAL_LINES) int tail) {
        ImageId image = new ImageId(id);
        List<Pod> pods = logs.pods(Labels.IMAGE_ID, image);
        if (pods.isEmpty()) {
            return Response.status(Response.Status.NOT_FOUND)
                    .entity("The cluster keeps no pod of a backup Job of image " + image + ".")
                    .build();
        }
        StreamingOutput body = out -> logs.copy(pods, tail, out);
        return Response.ok(body).build();
    }
}
