package io.toygres.api.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.toygres.api.access.CurrentCaller;
import io.toygres.api.audit.Audit;
import io.toygres.api.problem.ProblemCode;
import io.toygres.api.problem.ProblemException;
import io.toygres.database.Database;
import io.toygres.database.DatabaseException;
import io.toygres.database.Tx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Runs a command in one transaction, once per Idempotency-Key. */
@ApplicationScoped
public class Commands {

    public static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    /** What fits a header and an index, such as a UUID. */
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,200}");

    private static final int MOST_ATTEMPTS = 3;

    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

    private final Database database;
    private final IdempotencyKeys keys;
    private final CurrentCaller caller;
    private final Audit audit;
    private final ObjectMapper json;

    Commands(Database database, IdempotencyKeys keys, CurrentCaller caller, Audit audit, ObjectMapper json) {
        this.database = database;
        this.keys = keys;
        this.caller = caller;
        this.audit = audit;
        this.json = json;
    }

    /** The change itself: rows, operation and command in one transaction. */
    @FunctionalInterface
    public interface Work {
        /** @throws ProblemException to refuse; nothing is left of it then */
        Accepted run(Tx tx);
    }

    /**
     * @param key the client's Idempotency-Key; null to run the command whatever ran before
     * @param request everything that tells this request from another of the same user
     */
    public Answer run(@Nullable String key, List<?> request, Work work) {
        checkKey(key);
        if (key == null) {
            return write(database.inTransaction(tx -> noted(tx, work.run(tx))));
        }
        String user = caller.get().key();
        String text = text(request);
        return database.inTransaction(tx -> keys.once(tx, user, key, text, () -> write(noted(tx, work.run(tx)))));
    }

    /**
     * Runs what makes something whose answer has a secret in it: under the key its id is remembered, and nothing else.
     *
     * @return the id of what was made, by this request or by the first one with the key
     */
    public UUID make(@Nullable String key, List<?> request, Function<Tx, UUID> work) {
        checkKey(key);
        if (key == null) {
            return database.inTransaction(work::apply);
        }
        String user = caller.get().key();
        String text = text(request);
        return UUID.fromString(database.inTransaction(tx -> keys.once(
                        tx,
                        user,
                        key,
                        text,
                        () -> new Answer(null, work.apply(tx).toString())))
                .body());
    }

    /** Whether the current caller has had an answer under the key, which is given again. */
    public boolean remembers(String key) {
        String user = caller.get().key();
        return database.withConnection(tx -> keys.remembers(tx, user, key));
    }

    /**
     * Runs a request that does several things, in one transaction: again where it gets into a deadlock with another, which left nothing of
     * it.
     *
     * @param work what the answer's body is
     * @return 200, which says of each thing what came of it
     * @throws ProblemException DEADLOCK when it does so each time
     */
    public Response runSeveral(@Nullable String key, List<?> request, Function<Tx, Object> work) {
        checkKey(key);
        String user = caller.get().key();
        for (int attempt = 1; ; attempt++) {
            try {
                String body = database.inTransaction(tx -> key == null
                        ? text(work.apply(tx))
                        : keys.once(tx, user, key, text(request), () -> new Answer(null, text(work.apply(tx))))
                                .body());
                return Response.ok(body).type(MediaType.APPLICATION_JSON_TYPE).build();
            } catch (DatabaseException e) {
                if (!e.isDeadlock()) {
                    throw e;
                }
                if (attempt == MOST_ATTEMPTS) {
                    throw new ProblemException(
                            ProblemCode.DEADLOCK, "Tried " + MOST_ATTEMPTS + " times; nothing of it was done.");
                }
                letTheOtherGetAhead();
            }
        }
    }

    private static void letTheOtherGetAhead() {
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(LONGEST_PAUSE.toNanos()));
    }

    private static void checkKey(@Nullable String key) {
        if (key != null && !KEY.matcher(key).matches()) {
            throw new ProblemException(
                    ProblemCode.INVALID_PARAMETER, IDEMPOTENCY_KEY, "Send 1 to 200 visible ASCII characters.");
        }
    }

    private Accepted noted(Tx tx, Accepted accepted) {
        audit.done(tx, accepted.subject(), accepted.project());
        return accepted;
    }

    private Answer write(Accepted accepted) {
        return new Answer(accepted.location(), text(accepted.resource()));
    }

    /** 202, as HTTP has it. */
    public static Response answer(Answer answer) {
        return Response.accepted(answer.body())
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.LOCATION, answer.location())
                .build();
    }

    private String text(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("no JSON form: " + value.getClass(), e);
        }
    }
}
