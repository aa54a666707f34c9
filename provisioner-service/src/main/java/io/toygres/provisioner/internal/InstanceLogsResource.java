package io.toygres.provisioner.internal;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.toygres.contract.InstanceId;
import io.toygres.internal.InternalEndpoint;
import io.toygres.kubernetes.Labels;
import io.toygres.kubernetes.PodLogs;
import io.toygres.provisioner.instance.ClusterConfig;
import io.toygres.provisioner.instance.Instance;
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

/** What an instance's pods wrote: its server, or the Job that loads it as long as there is no server. */
@Path("/internal/instances/{id}/logs")
@InternalEndpoint
public final class InstanceLogsResource {

    private final PodLogs logs;

    InstanceLogsResource(KubernetesClient client, ClusterConfig cluster) {
        this.logs = new PodLogs(client, cluster.namespace());
    }

    /**
     * The logs as text, without following them; 404 when the cluster keeps no pod of the instance.
     *
     * @param tail how many lines of each container, the newest
     */
    @GET
    @Produces(MediaType.TEXT_PLAIN)
    public Response logs(@PathParam("id") UUID id, @QueryParam("tail") @DefaultValue(PodLogs.USUAL_LINES) int tail) {
        InstanceId instance = new InstanceId(id);
        List<Pod> pods = serversIfAny(logs.pods(Labels.INSTANCE_ID, instance));
        if (pods.isEmpty()) {
            return Response.status(Response.Status.NOT_FOUND)
                    .entity("The cluster keeps no pod of instance " + instance + ".")
                    .build();
        }
        StreamingOutput body = out -> logs.copy(pods, tail, out);
        return Response.ok(body).build();
    }

    private static List<Pod> serversIfAny(List<Pod> pods) {
        List<Pod> servers = pods.stream()
                .filter(pod ->
                        Instance.SERVER.equals(pod.getMetadata().getLabels().get(Labels.COMPONENT)))
                .toList();
        return servers.isEmpty() ? pods : servers;
    }
}
