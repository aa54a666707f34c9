package io.toygres.api.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.toygres.api.access.Role;
import io.toygres.api.http.NoControlCharacters;
import io.toygres.api.http.PageQuery;
import io.toygres.api.problem.ProblemCode;
import io.toygres.api.problem.ProblemException;
import io.toygres.database.Database;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** {@code /api/audit}. */
@Path("/api/audit")
@RolesAllowed(Role.ADMINS)
@RunOnVirtualThread
@Tag(name = "audit", description = "Who did what to what, from where and with which outcome")
public class AuditResource {

    private static final String LINES = "application/x-ndjson";
    private static final int BATCH = 500;

    /** After every entry, and what PostgreSQL can compare. */
    private static final Instant FAR = Instant.parse("9999-12-31T00:00:00Z");

    private final Database database;
    private final AuditStore store;
    private final ObjectMapper json;

    AuditResource(Database database, AuditStore store, ObjectMapper json) {
        this.database = database;
        this.store = store;
        this.json = json;
    }

    @GET
    @Operation(operationId = "listAudit", summary = "List what was done and refused, newest first")
    public AuditList list(
            @QueryParam("limit")
                    @DefaultValue(PageQuery.DEFAULT_LIMIT)
                    @Min(value = 1, message = PageQuery.LIMIT_REMEDY)
                    @Max(value = PageQuery.LARGEST_LIMIT, message = PageQuery.LIMIT_REMEDY)
                    Integer limit,
            @Parameter(description = "The id of the last entry of the page before") @QueryParam("before") @Nullable
                    Long before,
            @QueryParam("since") @Nullable String since,
            @QueryParam("until") @Nullable String until,
            @QueryParam("actor") @NoControlCharacters @Nullable String actor,
            @QueryParam("action") @NoControlCharacters @Nullable String action,
            @QueryParam("project") @NoControlCharacters @Nullable String project) {
        var query = new AuditStore.Query(
                time("since", since, Instant.EPOCH), time("until", until, FAR), actor, action, project);
        return new AuditList(
                database.withConnection(tx -> store.list(tx, query, before == null ? Long.MAX_VALUE : before, limit)));
    }

    @GET
    @Path("export")
    @Produces(LINES)
    @Operation(operationId = "exportAudit", summary = "Export entries as lines of JSON, newest first")
    @APIResponse(
            responseCode = "200",
            description = "An AuditEntry on each line",
            content = @Content(mediaType = LINES, schema = @Schema(type = SchemaType.STRING)))
    public StreamingOutput export(
            @QueryParam("since") @Nullable String since, @QueryParam("until") @Nullable String until) {
        var query =
                new AuditStore.Query(time("since", since, Instant.EPOCH), time("until", until, FAR), null, null, null);
        return out -> write(query, out);
    }

    private void write(AuditStore.Query query, OutputStream out) throws IOException {
        long before = Long.MAX_VALUE;
        while (true) {
            long from = before;
            List<AuditEntry> entries = database.withConnection(tx -> store.list(tx, query, from, BATCH));
            for (AuditEntry entry : entries) {
                out.write((text(entry) + "\n").getBytes(StandardCharsets.UTF_8));
            }
            if (entries.size() < BATCH) {
                return;
            }
            before = entries.getLast().id();
        }
    }

    /** @param items newest first */
    public record AuditList(List<AuditEntry> items) {
        public AuditList {
            items = List.copyOf(items);
        }
    }

    private String text(AuditEntry entry) {
        try {
            return json.writeValueAsString(entry);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an audit entry has no JSON form", e);
        }
    }

    private static Instant time(String parameter, @Nullable String text, Instant otherwise) {
        try {
            return text == null ? otherwise : Instant.parse(text);
        } catch (DateTimeParseException _) {
            throw new ProblemException(
                    ProblemCode.INVALID_PARAMETER, parameter, "Send a time such as 2026-01-31T00:00:00Z.");
        }
    }
}
