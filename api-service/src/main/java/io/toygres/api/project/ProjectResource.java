package io.toygres.api.project;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.toygres.api.access.CurrentCaller;
import io.toygres.api.access.Role;
import io.toygres.api.audit.Audit;
import io.toygres.api.cms.ImageStore;
import io.toygres.api.problem.ProblemCode;
import io.toygres.api.problem.ProblemException;
import io.toygres.api.problem.Refuses;
import io.toygres.api.problem.RequiredBody;
import io.toygres.contract.Limits;
import io.toygres.database.Database;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** {@code /api/projects}. */
@Path("/api/projects")
@RolesAllowed(Role.ADMINS)
@RunOnVirtualThread
@Tag(name = "projects", description = "Tenants: what is in one is not there for those who are not in it")
public class ProjectResource {

    private static final String NAME =
            "Send a name of 1 to 40 lower-case letters, digits or hyphens that begins with a letter.";

    private final Database database;
    private final ProjectStore projects;
    private final ImageStore images;
    private final CurrentCaller caller;
    private final Audit audit;
    private final Clock clock;

    ProjectResource(
            Database database,
            ProjectStore projects,
            ImageStore images,
            CurrentCaller caller,
            Audit audit,
            Clock clock) {
        this.database = database;
        this.projects = projects;
        this.images = images;
        this.caller = caller;
        this.audit = audit;
        this.clock = clock;
    }

    @GET
    @RolesAllowed(Role.VIEWERS)
    @Operation(operationId = "listProjects", summary = "List the projects that one is in, by name")
    public ProjectList list() {
        return new ProjectList(database.withConnection(tx -> projects.list(tx, caller.access())));
    }

    @GET
    @Path("{name}")
    @RolesAllowed(Role.VIEWERS)
    @Refuses(ProblemCode.PROJECT_NOT_FOUND)
    @Operation(operationId = "readProject", summary = "Read a project")
    public Project read(@PathParam("name") String name) {
        return find(name);
    }

    @POST
    @Path("{name}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Refuses(ProblemCode.PROJECT_NAME_TAKEN)
    @Operation(
            operationId = "createProject",
            summary = "Create a project",
            description = "Its name is for good, and never given to another.")
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content =
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Project.class)))
    public Response create(
            @PathParam("name") @Pattern(regexp = Limits.INSTANCE_NAME, message = NAME) String name,
            @Valid @Nullable ProjectSettings body) {
        ProjectSettings settings = RequiredBody.of(body);
        database.useTransaction(tx -> {
            if (!projects.insert(
                    tx,
                    name,
                    settings.description(),
                    settings.instanceQuota(),
                    settings.imageQuota(),
                    clock.instant())) {
                throw new ProblemException(ProblemCode.PROJECT_NAME_TAKEN, "There is, or was, a project " + name + ".");
            }
            audit.done(tx, null, name);
        });
        return Response.created(URI.create("/api/projects/" + name))
                .entity(find(name))
                .build();
    }

    @PUT
    @Path("{name}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Refuses(ProblemCode.PROJECT_NOT_FOUND)
    @Operation(
            operationId = "changeProject",
            summary = "Replace a project's description and quotas",
            description = "What is there stays, also when it is more than a quota allows.")
    public Project change(@PathParam("name") String name, @Valid @Nullable ProjectSettings body) {
        ProjectSettings settings = RequiredBody.of(body);
        database.useTransaction(tx -> {
            if (projects.change(tx, name, settings.description(), settings.instanceQuota(), settings.imageQuota())) {
                audit.done(tx, null, name);
            }
        });
        return find(name);
    }

    @DELETE
    @Path("{name}")
    @Refuses({ProblemCode.PROJECT_NOT_FOUND, ProblemCode.PROJECT_NOT_EMPTY})
    @Operation(
            operationId = "deleteProject",
            summary = "Delete a project that nothing is in",
            description =
                    "Images that were deleted are none: their data is removed with the project, and can't be undeleted.")
    @APIResponse(responseCode = "204", description = "Deleted")
    public Response delete(@PathParam("name") String name) {
        database.useTransaction(tx -> {
            projects.lock(tx, name);
            Project project = projects.find(tx, caller.access(), name).orElseThrow(() -> unknown(name));
            long living = project.images() - project.deletedImages();
            if (project.instances() + living > 0 || name.equals(CurrentCaller.DEFAULT_PROJECT)) {
                throw new ProblemException(
                        ProblemCode.PROJECT_NOT_EMPTY,
                        "It has " + project.instances() + " instances and " + living + " images.");
            }
            projects.delete(tx, name, clock.instant());
            images.purgeAll(tx, name, clock.instant());
            audit.done(tx, null, name);
        });
        return Response.noContent().build();
    }

    /** @param items by name */
    public record ProjectList(List<Project> items) {
        public ProjectList {
            items = List.copyOf(items);
        }
    }

    private Project find(String name) {
        return database.withConnection(tx -> projects.find(tx, caller.access(), name))
                .orElseThrow(() -> unknown(name));
    }

    private static ProblemException unknown(String name) {
        return new ProblemException(ProblemCode.PROJECT_NOT_FOUND, "There is no project " + name + ".");
    }
}
