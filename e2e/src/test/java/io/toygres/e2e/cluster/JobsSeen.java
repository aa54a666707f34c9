package io.toygres.e2e.cluster;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.Watchable;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The uids of the Jobs that a watch has told of. */
public final class JobsSeen implements AutoCloseable {

    private final Set<String> uids = ConcurrentHashMap.newKeySet();
    private final Watch watch;

    JobsSeen(Watchable<Job> jobs) {
        this.watch = jobs.watch(new Watcher<>() {
            @Override
            public void eventReceived(Action action, Job job) {
                uids.add(job.getMetadata().getUid());
            }

            @Override
            public void onClose(WatcherException cause) {
                uids.add("the watch broke off: " + cause);
            }
        });
    }

    public Set<String> uids() {
        return Set.copyOf(uids);
    }

    @Override
    public void close() {
        watch.close();
    }
}
