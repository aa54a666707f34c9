package io.toygres.api.command;

import io.toygres.api.audit.Audit;
import io.toygres.api.problem.Problem;
import io.toygres.api.problem.ProblemException;
import io.toygres.database.DatabaseException;
import io.toygres.database.Tx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Does several things in one transaction, each in a part of its own: one that is refused leaves nothing, and the others go on. What fails for
 * another reason, such as a connection that breaks, fails them all.
 */
@ApplicationScoped
public class Bulk {

    /** Items of a request. */
    public static final int MOST = 500;

    public static final String DESCRIPTION =
            "1 to 500 items, each as if it had come alone: it is accepted or refused for itself, and"
                    + " the answer has a result for each. The Idempotency-Key is the whole request's.";

    public static final String OUTCOME = "What came of each item: look at refused";

    /** What another number of items is answered with. */
    public static final String BAD_SIZE = "must be a list of 1 to " + MOST + " items. Send more in several requests.";

    private final Commands commands;
    private final Audit audit;

    Bulk(Commands commands, Audit audit) {
        this.commands = commands;
        this.audit = audit;
    }

    /**
     * Answers a request.
     *
     * @param key its Idempotency-Key; null for none
     * @param request what tells it from another of the same user
     * @param view the answer's body
     */
    public Response answer(
            @Nullable String key, List<?> request, List<BulkItem> items, Function<List<BulkResult>, Object> view) {
        return commands.runSeveral(key, request, tx -> view.apply(run(tx, items)));
    }

    /**
     * Takes them by what they name, not in the order of the request: two requests that want the same wait for each other, and don't lock it
     * in turns.
     *
     * @return in the order of the items
     */
    private List<BulkResult> run(Tx tx, List<BulkItem> items) {
        BulkResult[] results = new BulkResult[items.size()];
        IntStream.range(0, results.length)
                .boxed()
                .sorted(Comparator.comparing(place -> items.get(place).order()))
                .forEach(place -> results[place] = run(tx, items.get(place)));
        return List.of(results);
    }

    private BulkResult run(Tx tx, BulkItem item) {
        try {
            return new BulkResult(tx.part(part -> accept(part, item)), null);
        } catch (ProblemException e) {
            return refuse(tx, item, e.problem());
        } catch (DatabaseException e) {
            RuntimeException refusal = item.refusal().apply(e);
            if (refusal instanceof ProblemException refused) {
                return refuse(tx, item, refused.problem());
            }
            throw refusal;
        }
    }

    private Accepted accept(Tx tx, BulkItem item) {
        Accepted accepted = item.work().run(tx);
        audit.done(tx, item.action(), accepted.subject(), accepted.project());
        return accepted;
    }

    private BulkResult refuse(Tx tx, BulkItem item, Problem problem) {
        audit.refused(tx, item.action(), item.target(), problem.code());
        return new BulkResult(null, problem.traced());
    }
}
