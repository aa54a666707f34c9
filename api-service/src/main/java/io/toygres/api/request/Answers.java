package io.toygres.api.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.toygres.api.access.Caller;
import io.toygres.api.audit.Audit;
import io.toygres.api.command.Answer;
import io.toygres.contract.RequestEvent;
import io.toygres.contract.RequestEvent.Refusal;
import io.toygres.contract.RequestEvent.RequestAccepted;
import io.toygres.contract.RequestEvent.RequestRejected;
import io.toygres.database.Database;
import io.toygres.database.Tx;
import io.toygres.messaging.CloudEventHeaders;
import io.toygres.messaging.Envelope;
import io.toygres.messaging.Json;
import io.toygres.messaging.Outbox;
import io.toygres.telemetry.TraceContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tells on {@code toygres.request.events} what came of a request. */
@ApplicationScoped
class Answers {

    private static final String ANOTHER_ACTION = "request";

    private final Database database;
    private final RefusedRequests refused;
    private final Outbox outbox;
    private final Audit audit;
    private final Clock clock;

    Answers(Database database, RefusedRequests refused, Outbox outbox, Audit audit, Clock clock) {
        this.database = database;
        this.refused = refused;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
    }

    void accept(ReceivedRequest request, Answer answer) {
        var accepted = new RequestAccepted(
                request.id(), request.signatureText().orElseThrow(), answer.operation(), resource(answer));
        database.useTransaction(tx -> send(tx, request, accepted));
    }

    /** Tells once more what the same record was refused with; false when it was not. */
    boolean refuseAgain(ReceivedRequest request) {
        return database.inTransaction(tx -> {
            Optional<Refusal> before = refused.find(tx, request);
            before.ifPresent(problem -> send(tx, request, rejected(request, problem)));
            return before.isPresent();
        });
    }

    void refuse(ReceivedRequest request, Caller caller, Refusal problem) {
        database.useTransaction(tx -> {
            refused.add(tx, request, problem);
            note(tx, request, caller, problem);
            send(tx, request, rejected(request, problem));
        });
    }

    /** Of one that nobody's token has signed nothing is kept: it must not stand in the way of one that has the same id. */
    void refuseStranger(ReceivedRequest request, Refusal problem) {
        database.useTransaction(tx -> {
            note(tx, request, null, problem);
            send(tx, request, rejected(request, problem));
        });
    }

    private void note(Tx tx, ReceivedRequest request, @Nullable Caller caller, Refusal problem) {
        String action = request.headers()
                .get(CloudEventHeaders.TYPE)
                .flatMap(RequestType::named)
                .map(RequestType::action)
                .orElse(ANOTHER_ACTION);
        audit.refused(tx, caller, action, request.id().toString(), problem.code());
    }

    private static RequestRejected rejected(ReceivedRequest request, Refusal problem) {
        return new RequestRejected(request.id(), request.signatureText().orElse(null), problem);
    }

    private void send(Tx tx, ReceivedRequest request, RequestEvent answer) {
        outbox.add(
                tx,
                new Envelope<>(
                        request.id() + "/" + request.place(), clock.instant(), 1, TraceContext.current(), answer));
    }

    private static UUID resource(Answer answer) {
        try {
            return UUID.fromString(
                    Json.mapper().readTree(answer.body()).path("id").asText());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer is no JSON", e);
        }
    }
}
