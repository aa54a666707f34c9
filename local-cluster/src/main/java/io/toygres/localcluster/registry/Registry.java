package io.toygres.localcluster.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.toygres.localcluster.store.ApiException;
import io.toygres.localcluster.store.Change;
import io.toygres.localcluster.store.Json;
import io.toygres.localcluster.store.ObjectKey;
import io.toygres.localcluster.store.ObjectStore;
import io.toygres.localcluster.store.ResourceType;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * What may be done with objects: reading strictly, defaulting, admission, validation, identity, optimistic locking,
 * deletion with finalizers and grace periods. The HTTP API and the controllers both come through here; controllers use
 * the typed half, whose edits are atomic and therefore never conflict.
 */
public final class Registry {
    private final ObjectStore store;
    private final Admission admission;
    private final ObjectIdentity identity;
    private final Deletions deletions;

    public Registry(ObjectStore store, Admission admission, ObjectIdentity identity) {
        this.store = store;
        this.admission = admission;
        this.identity = identity;
        this.deletions = new Deletions(store, identity);
    }

    public ObjectStore store() {
        return store;
    }

    /** Which part of an object a write is about. */
    public enum Part {
        MAIN,
        STATUS
    }

    /** Takes note of every change of one kind; see {@link ObjectStore#listen}. */
    public void listen(ResourceType<?> type, Consumer<Change> listener) {
        store.listen(change -> {
            if (change.key().type().equals(type)) {
                listener.accept(change);
            }
        });
    }

    public <T extends HasMetadata> Optional<T> find(ResourceType<T> type, String namespace, String name) {
        return store.get(new ObjectKey(type, namespace, name)).map(json -> Json.decode(json, type.model()));
    }

    /** @param namespace empty for all of them */
    public <T extends HasMetadata> List<T> list(ResourceType<T> type, String namespace) {
        return store.list(type, namespace).items().stream()
                .map(json -> Json.decode(json, type.model()))
                .toList();
    }

    public <T extends HasMetadata> T create(ResourceType<T> type, T object) {
        object.setApiVersion(type.apiVersion());
        identity.assign(type, object);
        ObjectKey key = ObjectKey.of(type, object);
        if (store.get(key).isPresent()) {
            throw ApiException.alreadyExists(key);
        }
        admission.create(key, object);
        return Json.decode(store.create(key, Json.encode(object)), type.model());
    }

    /** Creates it unless there is one of its name. */
    public <T extends HasMetadata> void createOnce(ResourceType<T> type, T object) {
        if (store.get(ObjectKey.of(type, object)).isEmpty()) {
            create(type, object);
        }
    }

    /** Creates what a client sent, in the namespace of the request's path. */
    public <T extends HasMetadata> ObjectNode create(ResourceType<T> type, String namespace, ObjectNode body) {
        T object = decode(type, body);
        if (!namespace.isEmpty()) {
            String given = object.getMetadata().getNamespace();
            if (given != null && !given.equals(namespace)) {
                throw ApiException.badRequest(
                        "the namespace of the provided object does not match the namespace sent on" + " the request");
            }
            object.getMetadata().setNamespace(namespace);
        }
        return Json.encode(create(type, object));
    }

    /** Edits by a controller: atomic, unchecked. Empty when there is no such object (any more). */
    public <T extends HasMetadata> Optional<T> edit(
            ResourceType<T> type, String namespace, String name, Consumer<T> edit) {
        try {
            ObjectNode edited = store.update(new ObjectKey(type, namespace, name), current -> {
                T object = Json.decode(current, type.model());
                edit.accept(object);
                return Json.encode(object);
            });
            return Optional.of(Json.decode(edited, type.model()));
        } catch (ApiException gone) {
            if (gone.code() == 404) {
                return Optional.empty();
            }
            throw gone;
        }
    }

    /** The same for an object that was read before; what the function gets is the object as it is now. */
    public <T extends HasMetadata> Optional<T> edit(ResourceType<T> type, T object, Consumer<T> edit) {
        ObjectKey key = ObjectKey.of(type, object);
        return edit(type, key.namespace(), key.name(), edit);
    }

    /**
     * A client's update or patch. A {@code resourceVersion} or {@code uid} in the result that is not the current one is a
     * conflict; a result without them is unconditional.
     */
    public <T extends HasMetadata> ObjectNode update(
            ObjectKey key, ResourceType<T> type, Part part, UnaryOperator<ObjectNode> edit) {
        return store.update(key, current -> {
            ObjectNode wanted = Json.encode(decode(type, edit.apply(current.deepCopy())));
            ObjectNode next = identity.keep(key, current, wanted, part);
            T object = Json.decode(next, type.model());
            if (part == Part.MAIN) {
                admission.update(key, Json.decode(current, type.model()), object);
            }
            return identity.countGeneration(current, Json.encode(object));
        });
    }

    /** @return the object as it was last, or as it waits for its finalizers or its grace period */
    public ObjectNode delete(ObjectKey key, DeleteRequest request) {
        return deletions.delete(key, request);
    }

    /** The same; an object that is already gone is fine. */
    public void deleteIfPresent(ObjectKey key, DeleteRequest request) {
        try {
            var unused = delete(key, request);
        } catch (ApiException gone) {
            if (gone.code() != 404) {
                throw gone;
            }
        }
    }

    private <T extends HasMetadata> T decode(ResourceType<T> type, ObjectNode body) {
        body.put("apiVersion", body.path("apiVersion").asText(type.apiVersion()));
        body.put("kind", body.path("kind").asText(type.kind()));
        if (!body.path("apiVersion").asText().equals(type.apiVersion())
                || !body.path("kind").asText().equals(type.kind())) {
            throw ApiException.badRequest(
                    "the object provided is a " + body.path("apiVersion").asText() + " "
                            + body.path("kind").asText() + ", expected " + type.apiVersion() + " " + type.kind());
        }
        body.withObject("/metadata");
        return Json.decode(body, type.model());
    }
}
