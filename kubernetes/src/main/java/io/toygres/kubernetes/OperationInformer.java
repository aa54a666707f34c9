package io.toygres.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.toygres.contract.OperationId;
import java.time.InstantSource;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Watches objects of one kind that carry an operation's label, and wakes the operation whenever one of them appears, changes
 * or goes. It shortens waits: while the API server is away nobody is woken, and operations come by themselves.
 */
public final class OperationInformer<T extends HasMetadata> implements ResourceEventHandler<T>, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(OperationInformer.class);
    private static final long NO_RESYNC = 0;

    private static final Set<OperationInformer<?>> RUNNING = ConcurrentHashMap.newKeySet();

    private final Consumer<OperationId> wake;
    private final String kind;
    private final WatchRight right;
    private final SharedIndexInformer<T> informer;

    private OperationInformer(KubernetesClient client, String namespace, Class<T> kind, Consumer<OperationId> wake) {
        this.wake = wake;
        this.kind = kind.getSimpleName();
        this.right = new WatchRight(kind, namespace, InstantSource.system());
        this.informer = client.resources(kind)
                .inNamespace(namespace)
                .withLabel(Labels.OPERATION_ID)
                .runnableInformer(NO_RESYNC);
    }

    /**
     * Starts watching; returns before the first list, and goes on through any outage.
     *
     * @param wake such as {@code operations::wake}; it must return at once
     */
    public static <T extends HasMetadata> OperationInformer<T> start(
            KubernetesClient client, String namespace, Class<T> kind, Consumer<OperationId> wake) {
        var started = new OperationInformer<>(client, namespace, kind, wake);
        started.informer.addEventHandler(started);
        started.informer.exceptionHandler((_, e) -> started.broken(e));
        started.informer.start();
        RUNNING.add(started);
        return started;
    }

    /** By kind, the rules without which informers of this process can't watch. */
    static SortedMap<String, String> missingRights() {
        SortedMap<String, String> missing = new TreeMap<>();
        RUNNING.stream()
                .filter(running -> !running.informer.isWatching())
                .forEach(running -> running.right.missing().ifPresent(rule -> missing.put(running.kind, rule)));
        return missing;
    }

    /** @return true, to begin again */
    private boolean broken(Throwable e) {
        if (right.lostBy(e)) {
            LOG.errorf(
                    "The service may not watch %s and notices their changes late: its Role lacks the rule %s",
                    kind, right.rule());
        }
        LOG.debugf(e, "The watch of %s is broken; it is begun again", kind);
        return true;
    }

    @Override
    public void onAdd(T object) {
        wakeOperationOf(object);
    }

    @Override
    public void onUpdate(T before, T after) {
        wakeOperationOf(after);
    }

    @Override
    public void onDelete(T object, boolean deletedFinalStateUnknown) {
        wakeOperationOf(object);
    }

    @Override
    public void close() {
        RUNNING.remove(this);
        informer.stop();
    }

    private void wakeOperationOf(T object) {
        String id = object.getMetadata().getLabels().get(Labels.OPERATION_ID);
        if (id == null) {
            // The label was just taken away.
            return;
        }
        try {
            wake.accept(OperationId.parse(id));
        } catch (IllegalArgumentException _) {
            LOG.debugf(
                    "Label %s of %s is no operation id",
                    Labels.OPERATION_ID, object.getMetadata().getName());
        }
    }
}
