package io.toygres.localcluster.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.toygres.localcluster.store.Change.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The objects of the cluster, in memory and in a journal: what etcd is to a real one. Every change has the next revision, goes to
 * the journal, the log and the listeners before anyone sees a later one. Trees that come out are shared: read them, never
 * change them.
 */
public final class ObjectStore implements AutoCloseable {
    private final ReentrantLock lock = new ReentrantLock();
    private final TreeMap<ObjectKey, ObjectNode> objects;
    private final ChangeLog log;
    private final Journal journal;
    private final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();
    private long revision;

    /** Objects and the revision at which they were all so. */
    public record Listing(long revision, List<ObjectNode> items) {
        public Listing {
            items = List.copyOf(items);
        }
    }

    private ObjectStore(JournalContents contents, Journal journal) {
        this.objects = contents.objects();
        this.revision = contents.revision();
        this.log = new ChangeLog(revision);
        this.journal = journal;
    }

    /**
     * With the objects that are in the journal, at the revision they had.
     *
     * @param journal made if there is none
     */
    public static ObjectStore open(Path journal) throws IOException {
        JournalContents contents = JournalContents.read(journal);
        return new ObjectStore(contents, Journal.begin(journal, contents));
    }

    public ChangeLog log() {
        return log;
    }

    /** Calls back for each change in order, inside the commit: a listener may only take note of it. */
    public void listen(Consumer<Change> listener) {
        listeners.add(listener);
    }

    /** Calls back for each object that there is, as if it were added now: for listeners of objects older than they are. */
    public void announce() {
        lock.lock();
        try {
            objects.forEach((key, object) -> {
                Change change = new Change(JournalContents.version(object), Kind.ADDED, key, object, Optional.empty());
                listeners.forEach(listener -> listener.accept(change));
            });
        } finally {
            lock.unlock();
        }
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
        long next = revision + 1;
        object.withObject("/metadata").put("resourceVersion", Long.toString(next));
        Change change = new Change(next, kind, key, object, Optional.ofNullable(previous));
        write(change);
        revision = next;
        if (kind == Kind.DELETED) {
            objects.remove(key);
        } else {
            objects.put(key, object);
        }
        listeners.forEach(listener -> listener.accept(change));
        log.append(change);
        return object;
    }

    private void write(Change change) {
        try {
            if (journal.isLong()) {
                journal.compact(new JournalContents(revision, objects));
            }
            journal.append(change);
        } catch (IOException failure) {
            throw new ApiException(500, "InternalError", "the change could not be stored: " + failure.getMessage());
        }
    }

    /** Nothing can be changed any more. */
    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            journal.close();
        } finally {
            lock.unlock();
        }
    }
}
