package io.toygres.api.audit;

import io.opentelemetry.api.trace.Span;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.toygres.api.access.Caller;
import io.toygres.api.access.CurrentCaller;
import io.toygres.database.Database;
import io.toygres.database.Tx;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Adds to the audit log what the current request does, over HTTP or Kafka, in the transaction that does it. */
@ApplicationScoped
public class Audit {

    /** Names the request's operation, in its routing context. */
    static final String ACTION = "toygres.audit.action";

    /** Says that the log has the request, in its routing context. */
    static final String WRITTEN = "toygres.audit.written";

    private final Database database;
    private final AuditStore store;
    private final CurrentVertxRequest request;
    private final MessageOrigin message;
    private final CurrentCaller caller;
    private final AuditConfig config;
    private final Clock clock;

    Audit(
            Database database,
            AuditStore store,
            CurrentVertxRequest request,
            MessageOrigin message,
            CurrentCaller caller,
            AuditConfig config,
            Clock clock) {
        this.database = database;
        this.store = store;
        this.request = request;
        this.message = message;
        this.caller = caller;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Travels with the commit.
     *
     * @param target what was made or changed; null for what the address names
     * @param project whose it is; null when it is no project's
     */
    public void done(Tx tx, @Nullable String target, @Nullable String project) {
        add(tx, origin(), target, project, null);
    }

    /**
     * Of a request that does several things.
     *
     * @param action the {@code operationId} that does the same alone
     */
    public void done(Tx tx, String action, @Nullable String target, @Nullable String project) {
        add(tx, origin().doing(action), target, project, null);
    }

    private Origin origin() {
        RoutingContext context = request.getCurrent();
        return context == null ? message.get() : Origin.of(context, context.get(ACTION));
    }

    private void add(Tx tx, Origin origin, @Nullable String target, @Nullable String project, @Nullable String code) {
        store.inserting(tx, entry(origin, caller.get(), target, project, code)).send();
        RoutingContext context = request.getCurrent();
        if (context != null) {
            tx.afterCommit(() -> context.put(WRITTEN, true));
        }
    }

    /**
     * Notes a request that came over Kafka and was refused, with the commit.
     *
     * @param actor null when nobody's token signed it
     * @param action an {@code operationId} of the API, or {@code request} when it is none
     * @param id of the request
     * @param code of the problem
     */
    public void refused(Tx tx, @Nullable Caller actor, String action, String id, String code) {
        store.inserting(tx, entry(Origin.message(action, id), actor, null, null, code))
                .send();
    }

    /** Notes, of a request that does several things, one that is refused. */
    public void refused(Tx tx, String action, @Nullable String target, String code) {
        add(tx, origin().doing(action), target, null, code);
    }

    /**
     * An entry of the request.
     *
     * @param actor null when nobody is logged in
     * @param target null for what the request names
     * @param code of the problem that it is refused with; null when it is not
     */
    AuditEntry entry(
            Origin origin,
            @Nullable Caller actor,
            @Nullable String target,
            @Nullable String project,
            @Nullable String code) {
        var span = Span.current().getSpanContext();
        return new AuditEntry(
                0,
                clock.instant(),
                actor == null ? null : actor.name(),
                actor == null ? null : actor.via().name().toLowerCase(Locale.ROOT),
                actor == null ? null : actor.credential(),
                origin.address(),
                origin.action(),
                target == null ? origin.target() : target,
                project,
                code == null ? "done" : "refused",
                code,
                span.isValid() ? span.getTraceId() : null);
    }

    @Scheduled(every = "${toygres.audit.purge-every:24h}", delayed = "5m")
    @RunOnVirtualThread
    void purge() {
        database.useConnection(tx -> store.purge(tx, clock.instant().minus(config.keep())));
    }
}
