package io.toygres.api.image;

import io.toygres.api.access.CurrentCaller;
import io.toygres.api.access.Role;
import io.toygres.api.command.Answer;
import io.toygres.api.command.Commands;
import io.toygres.api.problem.ProblemException;
import io.toygres.contract.ImageId;
import io.toygres.database.DatabaseException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is asked of images, over HTTP or Kafka, by the current caller. */
@ApplicationScoped
@RolesAllowed(Role.OPERATORS)
public class ImageRequests {

    private final Backup backup;
    private final ImageDeletion deletion;
    private final CurrentCaller caller;
    private final Commands commands;

    ImageRequests(Backup backup, ImageDeletion deletion, CurrentCaller caller, Commands commands) {
        this.backup = backup;
        this.deletion = deletion;
        this.caller = caller;
        this.commands = commands;
    }

    /**
     * @param key the client's Idempotency-Key; null for none
     * @param request valid
     * @throws ProblemException as {@code POST /api/images} is refused
     */
    public Answer create(@Nullable String key, CreateImageRequest request) {
        request.possible();
        try {
            return commands.run(
                    key, List.of("create image", request), tx -> backup.start(tx, caller.access(), request));
        } catch (DatabaseException e) {
            throw Backup.refusal(request, e);
        }
    }

    /**
     * @param ifMatch the version that is to be deleted, as an ETag; null for whichever there is
     * @param purge whether its data is removed at once
     * @throws ProblemException as {@code DELETE /api/images/{id}} is refused
     */
    public Answer delete(@Nullable String key, ImageId image, @Nullable String ifMatch, boolean purge) {
        return commands.run(
                key,
                List.of(purge ? "purge" : "delete", image),
                tx -> deletion.start(tx, caller.access(), image, ifMatch, purge));
    }
}
