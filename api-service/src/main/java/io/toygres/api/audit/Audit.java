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

/** Adds to the audit log what the current request does, in the transaction that does it. */
@ApplicationScoped
public class Audit {

    /** Names the request's operation, in its routing context. */
    static final String ACTION = "toygres.audit.action";

    /** Says that the log has the request, in its routing context. */
    static final String WRITTEN = "toygres.audit.written";

    private final Database database;
    private final AuditStore store;
    private final CurrentVertxRequest request;
    private final CurrentCaller caller;
    private final AuditConfig config;
    private final Clock clock;

    Audit(
            Database database,
            AuditStore store,
            CurrentVertxRequest request,
            CurrentCaller caller,
            AuditConfig config,
            Clock clock) {
        this.database = database;
        this.store = store;
        this.request = request;
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
        done(tx, request.getCurrent().get(ACTION), target, project);
    }

    /**
     * Of a request that does several things.
     *
     * @param action the {@code operationId} that does the same alone
     */
    public void done(Tx tx, String action, @Nullable String target, @Nullable String project) {
        RoutingContext context = request.getCurrent();
        AuditEntry entry = entry(context, caller.get(), action, target, project, null);
        store.inserting(tx, entry).send();
        tx.afterCommit(() -> context.put(WRITTEN, true));
    }

    /**
     * An entry of the request.
     *
     * @param actor null when nobody is logged in
     * @param code of the problem that it is refused with; null when it is not
     */
    AuditEntry entry(
            RoutingContext context,
            @Nullable Caller actor,
            String action,
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
                context.request().remoteAddress().hostAddress(),
                action,
                target == null ? context.request().path() : target,
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
