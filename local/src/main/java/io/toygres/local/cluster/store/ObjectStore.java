package io.toygres.local.cluster.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.toygres.local.cluster.store.Change.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The objects of the cluster in memory: what etcd is to a real one. Every change has the next revision, goes to the log and
 * to the listeners before anyone sees a later one. Trees that come out are shared: read them, never change them.
 */
public final class ObjectStore {
    private static final Comparator<ObjectKey> ORDER = Comparator.<ObjectKey, String>comparing(
                    key -> key.type().qualifiedPlural())
            .thenComparing(ObjectKey::namespace)
            .thenComparing(ObjectKey::name);

    private final ReentrantLock lock = new ReentrantLock();
    private final TreeMap<ObjectKey, ObjectNode> objects = new TreeMap<>(ORDER);
    private final ChangeLog log = new ChangeLog();
    private final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();
    private long revision;

    /** Objects and the revision at which they were all so. */
    public record Listing(long revision, List<ObjectNode> items) {
        public Listing {
            items = List.copyOf(items);
        }
    }

    public ChangeLog log() {
        return log;
    }

    /** Calls back for each change in order, inside the commit: a listener may only take note of it. */
    public void listen(Consumer<Change> listener) {
        listeners.add(listener);
    }

    public Optional<ObjectNode> get(ObjectKey key) {
        lock.lock();
        try {
            return Optional.ofNullable(objects.get(key));
        } finally {
            lock.unlock();
        }
    }

    /** @param namespace empty for all of them */
    public Listing list(ResourceType<?> type, String namespace) {
        lock.lock();
        try {
            List<ObjectNode> items = new ArrayList<>();
            for (var entry : objects.tailMap(new ObjectKey(type, namespace, "")).entrySet()) {
                ObjectKey key = entry.getKey();
                if (!key.type().equals(type)
                        || !(namespace.isEmpty() || key.namespace().equals(namespace))) {
                    break;
                }
                items.add(entry.getValue());
            }
            return new Listing(revision, items);
        } finally {
            lock.unlock();
        }
    }

    public ObjectNode create(ObjectKey key, ObjectNode object) {
        lock.lock();
        try {
            if (objects.containsKey(key)) {
                throw ApiException.alreadyExists(key);
            }
            return commit(Kind.ADDED, key, object.deepCopy(), null);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Replaces an object by what the function makes of a copy of it. Nothing else changes the store meanwhile. A result
     * equal to what is there is no change; one that is marked for deletion and that no finalizer holds is removed.
     *
     * @throws ApiException 404 when there is none, or whatever the function throws
     */
    public ObjectNode update(ObjectKey key, UnaryOperator<ObjectNode> edit) {
        lock.lock();
        try {
            ObjectNode previous = objects.get(key);
            if (previous == null) {
                throw ApiException.notFound(key);
            }
            ObjectNode next = edit.apply(previous.deepCopy());
            if (Deletion.isDue(next)) {
                return commit(Kind.DELETED, key, next, previous);
            }
            return next.equals(previous) ? previous : commit(Kind.MODIFIED, key, next, previous);
        } finally {
            lock.unlock();
        }
    }

    private ObjectNode commit(Kind kind, ObjectKey key, ObjectNode object, @Nullable ObjectNode previous) {
        revision++;
        object.withObject("/metadata").put("resourceVersion", Long.toString(revision));
        if (kind == Kind.DELETED) {
            objects.remove(key);
        } else {
            objects.put(key, object);
        }
        Change change = new Change(revision, kind, key, object, Optional.ofNullable(previous));
        listeners.forEach(listener -> listener.accept(change));
        log.append(change);
        return object;
    }
}
