package io.toygres.api.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.toygres.api.command.IdempotencyConfig;
import io.toygres.contract.RequestEvent.Refusal;
import io.toygres.database.Database;
import io.toygres.database.Tx;
import io.toygres.messaging.Json;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Table {@code refused_requests}, by signature: without it, a record that was refused could be carried out when somebody sends it again. One
 * that its sender has signed anew is looked at anew, as over HTTP.
 */
@ApplicationScoped
class RefusedRequests {

    private static final String INSERT = """
            INSERT INTO refused_requests (token, signature, problem, refused_at)
            VALUES (:token, :signature, :problem, :now)
            ON CONFLICT DO NOTHING""";

    private static final String FIND =
            "SELECT problem FROM refused_requests WHERE token = :token AND signature = :signature";

    private final Database database;
    private final IdempotencyConfig config;
    private final Clock clock;

    /** @param config as long as accepted ones are remembered */
    RefusedRequests(Database database, IdempotencyConfig config, Clock clock) {
        this.database = database;
        this.config = config;
        this.clock = clock;
    }

    void add(Tx tx, ReceivedRequest request, Refusal problem) {
        tx.sql(INSERT)
                .bind("token", request.token())
                .bind("signature", request.signature())
                .bind("problem", write(problem))
                .bind("now", clock.instant())
                .send();
    }

    Optional<Refusal> find(Tx tx, ReceivedRequest request) {
        return tx.sql(FIND)
                .bind("token", request.token())
                .bind("signature", request.signature())
                .find(row -> read(row.text("problem")));
    }

    @Scheduled(every = "${toygres.requests.purge-every:1h}", delayed = "1m")
    @RunOnVirtualThread
    void purge() {
        Instant before = clock.instant().minus(config.keep());
        database.useConnection(tx -> tx.sql("DELETE FROM refused_requests WHERE refused_at < :before")
                .bind("before", before)
                .update());
    }

    private static String write(Refusal problem) {
        try {
            return Json.mapper().writeValueAsString(problem);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a refusal has no JSON form", e);
        }
    }

    private static Refusal read(String problem) {
        try {
            return Json.mapper().readValue(problem, Refusal.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a refusal in its row is unreadable", e);
        }
    }
}
