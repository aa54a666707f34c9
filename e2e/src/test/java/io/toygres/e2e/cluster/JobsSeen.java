package io.toygres.e2e.cluster;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.Watchable;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The uids of the Jobs that a watch has told of. */
public final class JobsSeen implements AutoCloseable {

    private final Map<String, Set<String>> uids = new ConcurrentHashMap<>();
    private final Watch watch;

    JobsSeen(Watchable<Job> jobs) {
        this.watch = jobs.watch(new Watcher<>() {
            @Override
            public void eventReceived(Action action, Job job) {
                add(job.getMetadata().getName(), job.getMetadata().getUid());
            }

            @Override
            public void onClose(WatcherException cause) {
                add("the watch", "broke off: " + cause);
            }
        });
    }

    private void add(String name, String uid) {
        uids.computeIfAbsent(name, _ -> ConcurrentHashMap.newKeySet()).add(uid);
    }

    public Set<String> uids() {
        return uids.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
    }

    /** More than one for a name when a Job was made again. */
    public Map<String, Set<String>> uidsByName() {
        return Map.copyOf(uids);
    }

    @Override
    public void close() {
        watch.close();
    }
}
