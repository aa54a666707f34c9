package io.toygres.localcluster.api;

import io.fabric8.kubernetes.api.model.Pod;
import io.toygres.localcluster.pod.Kubelet;
import io.toygres.localcluster.registry.Registry;
import io.toygres.localcluster.runtime.ContainerLog;
import io.toygres.localcluster.runtime.LogQuery;
import io.toygres.localcluster.runtime.LogReader;
import io.toygres.localcluster.store.ApiException;
import io.toygres.localcluster.store.ResourceTypes;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** {@code pods/log}: container, previous, follow, tailLines, sinceSeconds, sinceTime, timestamps. */
final class LogEndpoint {
    private final Registry registry;
    private final Kubelet kubelet;
    private final Clock clock;

    LogEndpoint(Registry registry, Kubelet kubelet, Clock clock) {
        this.registry = registry;
        this.kubelet = kubelet;
        this.clock = clock;
    }

    void serve(ApiRequest request, StreamedResponse response) throws IOException, InterruptedException {
        Pod pod = registry.find(ResourceTypes.PODS, request.namespace(), request.name())
                .orElseThrow(() -> ApiException.notFound(request.key()));
        String container = ChosenContainer.chosen(pod, request.parameter("container"));
        Optional<ContainerLog> log =
                kubelet.find(pod.getMetadata().getUid()).flatMap(view -> view.log(container, request.flag("previous")));
        if (log.isEmpty()) {
            throw ApiException.badRequest(why(request, pod, container));
        }
        response.begin();
        new LogReader(log.get(), query(request), response::text).run();
        response.end();
    }

    private static String why(ApiRequest request, Pod pod, String container) {
        String where =
                "container \"" + container + "\" in pod \"" + pod.getMetadata().getName() + "\"";
        return request.flag("previous")
                ? "previous terminated " + where + " not found"
                : where + " is waiting to start: " + ChosenContainer.waitingReason(pod, container);
    }

    private LogQuery query(ApiRequest request) {
        Optional<Instant> since = request.parameter("sinceSeconds")
                .map(seconds -> clock.instant().minusSeconds(Long.parseLong(seconds)))
                .or(() -> request.parameter("sinceTime").map(Instant::parse));
        return new LogQuery(
                request.flag("follow"),
                request.parameter("tailLines").map(Integer::valueOf),
                since,
                request.flag("timestamps"));
    }
}
