package io.toygres.localcluster.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.toygres.localcluster.store.ApiException;
import io.toygres.localcluster.store.Change;
import io.toygres.localcluster.store.Json;
import io.toygres.localcluster.store.ObjectStore;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A watch: everything that changes after a revision, in order, from the store's log. One that asks for no revision, or for 0,
 * starts with what there is. A revision that the log no longer has ends the watch with 410, upon which clients list again.
 */
final class WatchEndpoint {
    private static final Duration TURN = Duration.ofSeconds(5);
    private static final String INITIAL_END = "k8s.io/initial-events-end";

    private final ObjectStore store;

    /** The client's end. */
    interface Client {
        /** Tells it that the watch has begun, which may be long before the first event. */
        void begin() throws IOException, InterruptedException;

        /** @throws IOException when it has gone */
        void send(byte[] event) throws IOException, InterruptedException;

        boolean gone();
    }

    WatchEndpoint(ObjectStore store) {
        this.store = store;
    }

    void serve(ApiRequest request, Client client) throws IOException, InterruptedException {
        Selection selection = new Selection(request);
        long from = revision(request.parameter("resourceVersion").orElse("0"));
        client.begin();
        long end = System.nanoTime() + Duration.ofSeconds(timeout(request)).toNanos();
        long position = start(request, from, selection, client);
        while (!client.gone() && System.nanoTime() < end) {
            Optional<List<Change>> changes = store.log().after(position, TURN);
            if (changes.isEmpty()) {
                client.send(event("ERROR", ApiException.expired(position).status()));
                return;
            }
            for (Change change : changes.get()) {
                position = change.revision();
                if (change.key().type().equals(request.type())) {
                    send(selection, change, client);
                }
            }
        }
    }

    private long start(ApiRequest request, long from, Selection selection, Client client)
            throws IOException, InterruptedException {
        if (from != 0 && !request.flag("sendInitialEvents")) {
            return from;
        }
        ObjectStore.Listing listing = store.list(request.type(), request.namespace());
        for (ObjectNode item : listing.items()) {
            if (selection.matches(item)) {
                client.send(event("ADDED", item));
            }
        }
        if (request.flag("sendInitialEvents")) {
            ObjectNode bookmark = Json.object();
            bookmark.put("kind", request.type().kind())
                    .put("apiVersion", request.type().apiVersion());
            bookmark.putObject("metadata")
                    .put("resourceVersion", Long.toString(listing.revision()))
                    .putObject("annotations")
                    .put(INITIAL_END, "true");
            client.send(event("BOOKMARK", bookmark));
        }
        return listing.revision();
    }

    /** To a watch with a selector, an object that leaves the selection is deleted, and one that enters it is added. */
    private void send(Selection selection, Change change, Client client) throws IOException, InterruptedException {
        boolean before = change.previous().filter(selection::matches).isPresent();
        boolean now = change.kind() != Change.Kind.DELETED && selection.matches(change.object());
        if (!before && !now) {
            return;
        }
        String kind = !now ? "DELETED" : before ? "MODIFIED" : "ADDED";
        client.send(event(kind, change.object()));
    }

    private static byte[] event(String type, JsonNode object) {
        ObjectNode event = Json.object().put("type", type);
        event.set("object", object);
        return Json.bytes(event);
    }

    private static long revision(String version) {
        try {
            return Long.parseLong(version);
        } catch (NumberFormatException wrong) {
            throw ApiException.badRequest("Invalid value for resourceVersion: " + version);
        }
    }

    private static long timeout(ApiRequest request) {
        return request.parameter("timeoutSeconds").map(Long::parseLong).orElse(Long.MAX_VALUE / 2_000_000_000);
    }
}
