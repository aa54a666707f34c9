package io.toygres.e2e.chaos;

import io.toygres.e2e.api.Accepted;
import io.toygres.e2e.api.ApiException;
import io.toygres.e2e.api.Operation;
import io.toygres.e2e.api.Reply;
import io.toygres.e2e.api.ToygresApi;
import io.toygres.e2e.api.Wire;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The API while its servers come and go: asks again, another replica if there is one, until there is an answer. Every command
 * has an idempotency key, so that it is done once whoever answers.
 */
final class PatientApi {

    /** How long nothing may move before it counts as stuck; more than the pause before a command is sent again. */
    private static final Duration STANDSTILL = Duration.ofMinutes(5);

    private static final Duration PAUSE = Duration.ofMillis(300);

    private final List<ToygresApi> replicas;
    private final AtomicInteger next = new AtomicInteger();

    PatientApi(List<ToygresApi> replicas) {
        this.replicas = List.copyOf(replicas);
    }

    /**
     * Gives a command.
     *
     * @throws ApiException when it is refused
     */
    <T> Accepted<T> command(String method, String path, @Nullable Object body, Class<T> resource)
            throws InterruptedException {
        String key = UUID.randomUUID().toString();
        Reply reply = answer(api -> api.sendOnce(method, path, body, key));
        return ToygresApi.accepted(method + " " + path, reply, resource);
    }

    /** Any request that may be repeated at will. */
    Reply send(String method, String path) throws InterruptedException {
        return answer(api -> api.send(method, path, null));
    }

    <T> T get(String path, Class<T> type) throws InterruptedException {
        Reply reply = send("GET", path);
        if (reply.isError()) {
            throw new ApiException("GET %s: %d %s".formatted(path, reply.status(), reply.body()));
        }
        return Wire.read(reply.body(), type);
    }

    /**
     * Waits for an operation's end for as long as its timeline goes on.
     *
     * @throws ApiException when nothing came of it for five minutes
     */
    Operation await(UUID id) throws InterruptedException {
        String path = "/api/operations/" + id;
        Operation operation = get(path, Operation.class);
        Instant moved = Instant.now();
        while (!operation.settled()) {
            if (Instant.now().isAfter(moved.plus(STANDSTILL))) {
                throw new ApiException(
                        "operation %s (%s) stands still: %s".formatted(id, operation.type(), operation.events()));
            }
            Thread.sleep(PAUSE);
            Operation now = get(path, Operation.class);
            moved = now.equals(operation) ? moved : Instant.now();
            operation = now;
        }
        return operation;
    }

    private Reply answer(Function<ToygresApi, Reply> request) throws InterruptedException {
        Instant deadline = Instant.now().plus(STANDSTILL);
        while (true) {
            String why;
            try {
                Reply reply = request.apply(replica());
                if (reply.status() < 500) {
                    return reply;
                }
                why = reply.status() + " " + reply.body();
            } catch (UncheckedIOException noAnswer) {
                why = String.valueOf(noAnswer.getCause());
            }
            if (Instant.now().isAfter(deadline)) {
                throw new ApiException("no replica of api-service answers, the last said: " + why);
            }
            Thread.sleep(PAUSE);
        }
    }

    private ToygresApi replica() {
        return replicas.get(Math.floorMod(next.getAndIncrement(), replicas.size()));
    }
}
