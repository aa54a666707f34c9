package io.toygres.api.operation;

import io.toygres.api.audit.Audit;
import io.toygres.contract.OperationId;
import io.toygres.database.Tx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Says, where users read it, that a failed instance or image is deleted because another takes its name. */
@ApplicationScoped
public class NameTakeover {

    private final Timeline timeline;
    private final Audit audit;

    NameTakeover(Timeline timeline, Audit audit) {
        this.timeline = timeline;
        this.audit = audit;
    }

    /**
     * On the timeline of the deletion, and in the audit log.
     *
     * @param deletion that of the failed one, whose name goes
     * @param successor the id of what takes it
     */
    public void lost(Tx tx, OperationRecord deletion, Object successor) {
        OperationType type = deletion.type();
        String noun = noun(type);
        timeline.begin(
                tx, deletion.id(), deletion.createdAt(), "Its name goes to the new " + noun + " " + successor + ".");
        audit.done(
                tx,
                type.isOfImage() ? "deleteImage" : "deleteInstance",
                deletion.subject().toString(),
                deletion.project());
    }

    /**
     * On the timeline of the creation.
     *
     * @param replaced the id of what had the name; null when it was free, and nothing is said
     */
    public void won(Tx tx, OperationId creation, OperationType type, @Nullable Object replaced, Instant time) {
        if (replaced != null) {
            String message = "It takes the name of the failed " + noun(type) + " " + replaced + ", which is deleted.";
            timeline.begin(tx, creation, time, message);
        }
    }

    private static String noun(OperationType type) {
        return type.isOfImage() ? "image" : "instance";
    }
}
