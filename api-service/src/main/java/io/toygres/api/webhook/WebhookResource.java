package io.toygres.api.webhook;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.toygres.api.access.CurrentCaller;
import io.toygres.api.access.Role;
import io.toygres.api.command.Commands;
import io.toygres.api.http.AnswersTag;
import io.toygres.api.http.EntityTags;
import io.toygres.api.http.NoControlCharacters;
import io.toygres.api.http.Page;
import io.toygres.api.http.PageQuery;
import io.toygres.api.problem.ProblemCode;
import io.toygres.api.problem.Refuses;
import io.toygres.api.problem.RequiredBody;
import io.toygres.api.webhook.WebhookViews.Read;
import io.toygres.api.webhook.connection.Receivers;
import io.toygres.database.Database;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** {@code /api/webhooks}. A URL may be a secret in itself, so that viewers don't see them. */
@Path("/api/webhooks")
@RolesAllowed(Role.OPERATORS)
@RunOnVirtualThread
@Tag(name = "webhooks", description = "Addresses that the changes in a project are sent to")
public class WebhookResource {

    private final Database database;
    private final CurrentCaller caller;
    private final Commands commands;
    private final Receivers receivers;
    private final Webhooks webhooks;
    private final WebhookViews views;

    WebhookResource(
            Database database,
            CurrentCaller caller,
            Commands commands,
            Receivers receivers,
            Webhooks webhooks,
            WebhookViews views) {
        this.database = database;
        this.caller = caller;
        this.commands = commands;
        this.receivers = receivers;
        this.webhooks = webhooks;
        this.views = views;
    }

    @GET
    @Operation(operationId = "listWebhooks", summary = "List webhooks, newest first")
    public Page<WebhookView> list(
            @QueryParam("limit")
                    @DefaultValue(PageQuery.DEFAULT_LIMIT)
                    @Min(value = 1, message = PageQuery.LIMIT_REMEDY)
                    @Max(value = PageQuery.LARGEST_LIMIT, message = PageQuery.LIMIT_REMEDY)
                    Integer limit,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("project") @NoControlCharacters @Nullable String project) {
        return views.page(new PageQuery(caller.access(), limit, cursor).filter("project", project));
    }

    @GET
    @Path("{id}")
    @Operation(operationId = "readWebhook", summary = "Read a webhook")
    @Refuses(ProblemCode.WEBHOOK_NOT_FOUND)
    @AnswersTag
    public RestResponse<WebhookView> read(@PathParam("id") UUID id) {
        return answer(views.read(caller.access(), id));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "createWebhook",
            summary = "Have the changes in a project sent to an address",
            description = """
                    Each change that `GET /api/events` shows is sent as a CloudEvent in structured mode, with type \
                    `toygres.change.<kind>.<status>.v1`, signed as the Standard Webhooks specification says (headers `webhook-id`, \
                    `webhook-timestamp`, `webhook-signature`). Any answer from 200 to 299 takes it; a redirect does not. What is not taken is tried \
                    again, with longer and longer pauses, and the next ones wait; after a day of failed attempts, or an answer 410, the webhook is \
                    disabled. The same event may come twice, with the same id. An event `toygres.webhook.reset.v1` says that changes were removed \
                    before they could be sent: read everything anew.""")
    @Refuses({
        ProblemCode.WEBHOOK_URL_REFUSED,
        ProblemCode.PROJECT_NOT_FOUND,
        ProblemCode.QUOTA_REACHED,
        ProblemCode.WEBHOOK_NOT_FOUND
    })
    @AnswersTag
    @APIResponse(
            responseCode = "201",
            description = "Registered; its secret is in this answer, and in no later one",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = NewWebhook.class)))
    public RestResponse<NewWebhook> create(
            @HeaderParam(Commands.IDEMPOTENCY_KEY) @Nullable String idempotencyKey,
            @Valid @Nullable CreateWebhookRequest body) {
        CreateWebhookRequest request = RequiredBody.of(body);
        String project = caller.project(request.project());
        receivers.check(request.validUrl(), caller.get().key());
        UUID id = commands.make(
                idempotencyKey,
                List.of("create webhook", request),
                tx -> webhooks.create(tx, caller.get(), project, request));
        Read read = views.read(caller.access(), id);
        return RestResponse.ResponseBuilder.<NewWebhook>created(URI.create("/api/webhooks/" + id))
                .entity(views.withSecret(read))
                .header(HttpHeaders.ETAG, read.tag())
                .build();
    }

    @PATCH
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "changeWebhook",
            summary = "Change a webhook, enable or disable it, or have events sent again",
            description = "Attempts that failed are forgotten: the next one comes at once.")
    @Refuses({ProblemCode.WEBHOOK_NOT_FOUND, ProblemCode.WEBHOOK_URL_REFUSED, ProblemCode.POSITION_NOT_AVAILABLE})
    @AnswersTag
    public RestResponse<WebhookView> change(
            @PathParam("id") UUID id,
            @HeaderParam(EntityTags.IF_MATCH) @Nullable String ifMatch,
            @Valid @Nullable ChangeWebhookRequest body) {
        ChangeWebhookRequest request = RequiredBody.of(body);
        if (request.url() != null) {
            receivers.check(request.url(), caller.get().key());
        }
        database.useTransaction(tx -> webhooks.change(tx, caller.access(), id, ifMatch, request));
        return answer(views.read(caller.access(), id));
    }

    @DELETE
    @Path("{id}")
    @Operation(operationId = "deleteWebhook", summary = "Delete a webhook")
    @Refuses(ProblemCode.WEBHOOK_NOT_FOUND)
    @APIResponse(responseCode = "204", description = "Deleted")
    public Response delete(@PathParam("id") UUID id, @HeaderParam(EntityTags.IF_MATCH) @Nullable String ifMatch) {
        database.useTransaction(tx -> webhooks.delete(tx, caller.access(), id, ifMatch));
        return Response.noContent().build();
    }

    @POST
    @Path("{id}/secret")
    @Operation(
            operationId = "rotateWebhookSecret",
            summary = "Give a webhook another secret",
            description =
                    "The secret before signs as well for a day: webhook-signature has two signatures, of which one must be right. "
                            + "A request that is repeated with its Idempotency-Key gives it no other one, and is answered with the secret of now.")
    @Refuses(ProblemCode.WEBHOOK_NOT_FOUND)
    @AnswersTag
    @APIResponse(
            responseCode = "200",
            description = "The new secret is in this answer, and in no later one",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = NewWebhook.class)))
    public RestResponse<NewWebhook> rotate(
            @PathParam("id") UUID id,
            @HeaderParam(Commands.IDEMPOTENCY_KEY) @Nullable String idempotencyKey,
            @HeaderParam(EntityTags.IF_MATCH) @Nullable String ifMatch) {
        List<?> request = List.of("rotate webhook secret", id, Optional.ofNullable(ifMatch));
        commands.make(idempotencyKey, request, tx -> webhooks.rotate(tx, caller.access(), id, ifMatch));
        Read read = views.read(caller.access(), id);
        return RestResponse.ResponseBuilder.ok(views.withSecret(read))
                .header(HttpHeaders.ETAG, read.tag())
                .build();
    }

    private static RestResponse<WebhookView> answer(Read read) {
        return RestResponse.ResponseBuilder.ok(read.view())
                .header(HttpHeaders.ETAG, read.tag())
                .build();
    }
}
