package io.toygres.api.webhook.delivery;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.toygres.api.access.CurrentCaller;
import io.toygres.api.access.Role;
import io.toygres.api.http.Page;
import io.toygres.api.http.PageQuery;
import io.toygres.api.problem.ProblemCode;
import io.toygres.api.problem.ProblemException;
import io.toygres.api.problem.Refuses;
import io.toygres.api.webhook.Webhook;
import io.toygres.api.webhook.WebhookStore;
import io.toygres.api.webhook.connection.LookupsBusyException;
import io.toygres.database.Database;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Clock;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What came of attempts to tell a webhook's receiver, and one to try it out. */
@Path("/api/webhooks/{id}")
@RolesAllowed(Role.OPERATORS)
@RunOnVirtualThread
@Tag(name = "webhooks")
public class WebhookDeliveryResource {

    private final Database database;
    private final CurrentCaller caller;
    private final WebhookStore webhooks;
    private final DeliveryStore deliveries;
    private final Sender sender;
    private final Clock clock;

    /** Those that a test of this replica is under way to. */
    private final Set<UUID> tested = ConcurrentHashMap.newKeySet();

    WebhookDeliveryResource(
            Database database,
            CurrentCaller caller,
            WebhookStore webhooks,
            DeliveryStore deliveries,
            Sender sender,
            Clock clock) {
        this.database = database;
        this.caller = caller;
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.sender = sender;
        this.clock = clock;
    }

    @GET
    @Path("deliveries")
    @Operation(
            operationId = "listWebhookDeliveries",
            summary = "List the attempts of the last seven days, newest first")
    @Refuses(ProblemCode.WEBHOOK_NOT_FOUND)
    public Page<Delivery> list(
            @PathParam("id") UUID id,
            @QueryParam("limit")
                    @DefaultValue(PageQuery.DEFAULT_LIMIT)
                    @Min(value = 1, message = PageQuery.LIMIT_REMEDY)
                    @Max(value = PageQuery.LARGEST_LIMIT, message = PageQuery.LIMIT_REMEDY)
                    Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return database.withConnection(tx -> {
            UUID webhook = webhooks.read(tx, caller.access(), id).id();
            return deliveries.page(tx, webhook, limit, cursor);
        });
    }

    @POST
    @Path("test")
    @Operation(
            operationId = "testWebhook",
            summary = "Send an event of type toygres.webhook.ping.v1 at once, and say what came of it",
            description = "Once, also when the webhook is disabled. It is in no list of deliveries.")
    @Refuses({ProblemCode.WEBHOOK_NOT_FOUND, ProblemCode.WEBHOOK_TEST_UNDER_WAY, ProblemCode.LOOKUPS_BUSY})
    public Delivery test(@PathParam("id") UUID id) throws InterruptedException {
        Webhook webhook = database.withConnection(tx -> webhooks.read(tx, caller.access(), id));
        if (!tested.add(id)) {
            throw new ProblemException(
                    ProblemCode.WEBHOOK_TEST_UNDER_WAY, "Another request sends an event to webhook " + id + ".");
        }
        try {
            OutgoingEvent ping = OutgoingEvent.ping(webhook, clock.instant());
            return Delivery.of(ping, 1, sender.send(webhook, ping), clock.instant());
        } catch (LookupsBusyException _) {
            throw new ProblemException(
                    ProblemCode.LOOKUPS_BUSY, "The host of webhook " + id + " was not looked up; nothing was sent.");
        } finally {
            tested.remove(id);
        }
    }
}
