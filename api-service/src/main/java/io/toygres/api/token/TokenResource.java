package io.toygres.api.token;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.toygres.api.access.Access;
import io.toygres.api.access.Caller;
import io.toygres.api.access.CurrentCaller;
import io.toygres.api.access.Role;
import io.toygres.api.http.NoControlCharacters;
import io.toygres.api.http.Page;
import io.toygres.api.http.PageQuery;
import io.toygres.api.problem.ProblemCode;
import io.toygres.api.problem.ProblemException;
import io.toygres.api.problem.Refuses;
import io.toygres.api.problem.RequiredBody;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** {@code /api/tokens}: one's own; an admin sees and revokes everybody's. */
@Path("/api/tokens")
@RolesAllowed(Role.VIEWERS)
@RunOnVirtualThread
@Tag(name = "tokens", description = "What programs log in with: Authorization: Bearer tgr_…")
public class TokenResource {

    private final Tokens tokens;
    private final CurrentCaller caller;

    TokenResource(Tokens tokens, CurrentCaller caller) {
        this.tokens = tokens;
        this.caller = caller;
    }

    @GET
    @Operation(operationId = "listTokens", summary = "List one's tokens, newest first; as an admin everybody's")
    public Page<Token> list(
            @QueryParam("limit")
                    @DefaultValue(PageQuery.DEFAULT_LIMIT)
                    @Min(value = 1, message = PageQuery.LIMIT_REMEDY)
                    @Max(value = PageQuery.LARGEST_LIMIT, message = PageQuery.LIMIT_REMEDY)
                    Integer limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Parameter(description = "Whose; of any but one's own only an admin sees some")
                    @QueryParam("user")
                    @NoControlCharacters
                    @Nullable
                    String user) {
        String owner = owner();
        if (owner != null && user != null && !owner.equals(user)) {
            return new Page<>(List.of(), null);
        }
        return tokens.page(
                new PageQuery(Access.EVERYTHING, limit, cursor).filter("owner", owner == null ? user : owner));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Refuses({ProblemCode.FORBIDDEN, ProblemCode.PROJECT_NOT_FOUND})
    @Operation(
            operationId = "createToken",
            summary = "Make a token for oneself; its secret is in this answer and never told again",
            description = "It may never more than one may oneself. A token makes no tokens.")
    @APIResponse(
            responseCode = "201",
            description = "Made",
            content =
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = NewToken.class)))
    public Response create(@Valid @Nullable CreateTokenRequest body) {
        if (caller.get().via() != Caller.Via.SESSION) {
            throw new ProblemException(ProblemCode.FORBIDDEN, "A token makes no tokens.");
        }
        Tokens.Made made = tokens.make(caller.get(), RequiredBody.of(body));
        return Response.status(Response.Status.CREATED)
                .entity(new NewToken(made.token(), made.secret()))
                .build();
    }

    @DELETE
    @Path("{id}")
    @Refuses(ProblemCode.TOKEN_NOT_FOUND)
    @Operation(operationId = "revokeToken", summary = "Revoke a token: it opens nothing any more")
    @APIResponse(responseCode = "204", description = "Revoked")
    public Response revoke(@PathParam("id") UUID id) {
        if (!tokens.revoke(id, owner())) {
            throw new ProblemException(ProblemCode.TOKEN_NOT_FOUND, "There is no token " + id + ".");
        }
        return Response.noContent().build();
    }

    /** @param secret what to send after {@code Authorization: Bearer} */
    @Schema(description = "A token with its secret")
    public record NewToken(Token token, String secret) {}

    /** Whose tokens the caller sees; null for everybody's. */
    private @Nullable String owner() {
        return caller.get().role() == Role.ADMIN ? null : caller.get().name();
    }
}
