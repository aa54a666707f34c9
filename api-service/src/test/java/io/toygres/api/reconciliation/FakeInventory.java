package io.toygres.api.reconciliation;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.toygres.contract.Inventory;
import io.toygres.contract.Inventory.Item;
import io.toygres.contract.Inventory.Owned;
import io.toygres.messaging.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** A worker's endpoint that answers with what a test puts there, in the way that it says. */
final class FakeInventory implements AutoCloseable {

    /** How it answers. */
    enum Answer {
        WHOLE,
        REFUSAL,
        /** It says how long it is, and ends before. */
        CUT_OFF,
        /** It ends in the middle of the JSON as if that were all. */
        HALF_A_DOCUMENT,
        /** It begins and then says nothing. */
        STALLED
    }

    private final HttpServer server;
    private final Map<UUID, Owned> owned = new LinkedHashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Answer answer = Answer.WHOLE;

    FakeInventory(URI base) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), base.getPort()), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/internal/inventory", this::answer);
        server.start();
    }

    void answers(Answer how) {
        answer = how;
    }

    void put(UUID owner, @Nullable String name, Instant newestAt, boolean busy, List<String> kinds) {
        List<Item> items = kinds.stream()
                .map(kind -> new Item(kind, kind + " of " + owner))
                .toList();
        owned.put(owner, new Owned(owner, name, items, newestAt, busy));
    }

    void remove(UUID owner) {
        owned.remove(owner);
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = json().getBytes(UTF_8);
        int half = body.length / 2;
        try (exchange;
                var out = exchange.getResponseBody()) {
            switch (answer) {
                case WHOLE -> {
                    exchange.sendResponseHeaders(200, body.length);
                    out.write(body);
                }
                case REFUSAL -> exchange.sendResponseHeaders(503, -1);
                case CUT_OFF -> {
                    exchange.sendResponseHeaders(200, body.length);
                    out.write(body, 0, half);
                    out.flush();
                }
                case HALF_A_DOCUMENT -> {
                    exchange.sendResponseHeaders(200, half);
                    out.write(body, 0, half);
                }
                case STALLED -> {
                    exchange.sendResponseHeaders(200, body.length);
                    out.write(body, 0, half);
                    out.flush();
                    closed.await();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String json() {
        try {
            return Json.mapper().writeValueAsString(new Inventory(List.copyOf(owned.values())));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }
}
