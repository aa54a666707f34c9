package io.toygres.e2e.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import io.toygres.e2e.api.Operation;
import io.toygres.e2e.api.Reply;
import io.toygres.e2e.api.ToygresApi;
import io.toygres.e2e.sut.Routes;
import io.toygres.e2e.sut.SystemUnderTest;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** A few random users at work, until they are told to stop; then what became of all that they made. */
public final class RandomWork implements AutoCloseable {

    private static final int USERS = 4;

    private final Lot lot = new Lot();
    private final Ledger ledger = new Ledger();
    private final PatientApi api;
    private final Routes routes;
    private final Marks marks;
    private final List<Thread> users = new ArrayList<>();
    private volatile boolean stopping;

    /**
     * Begins.
     *
     * @param replicas of api-service, asked in turn
     * @param seed of all that the users choose
     */
    public RandomWork(SystemUnderTest system, List<ToygresApi> replicas, long seed) {
        this.api = new PatientApi(replicas);
        this.routes = new Routes(system);
        routes.authorities(); // while api-service is up
        this.marks = new Marks(routes);
        for (int number = 0; number < USERS; number++) {
            var user = new RandomUser(api, lot, ledger, marks, new Random(seed + number));
            users.add(Thread.ofVirtual().name("user-" + number).start(() -> work(user)));
        }
    }

    public Ledger ledger() {
        return ledger;
    }

    private void work(RandomUser user) {
        try {
            while (!stopping) {
                user.act();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            ledger.fault("a user ended: " + e);
            throw e;
        }
    }

    /** Nobody begins anything more; waits until all that was begun has ended. */
    public void stop() throws InterruptedException {
        stopping = true;
        for (Thread user : users) {
            user.join();
        }
    }

    /** What is not as its last operation left it, or does not hold its rows; one sentence each. */
    public List<String> differences() throws InterruptedException, SQLException {
        List<String> found = new ArrayList<>(ledger.faults());
        for (MadeInstance made : lot.instances.all()) {
            expect(found, made.path(), "running");
            marks.difference(made).ifPresent(found::add);
        }
        for (MadeImage image : lot.images.all()) {
            expect(found, image.path(), "available");
        }
        for (String path : lot.failed.all()) {
            expect(found, path, "failed");
        }
        for (String path : lot.deleted.all()) {
            expect(found, path, "deleted");
        }
        return found;
    }

    private void expect(List<String> found, String path, String status) throws InterruptedException {
        Reply reply = api.send("GET", path);
        String is =
                reply.status() == 404 ? "deleted" : reply.body().path("status").asText();
        if (!is.equals(status)) {
            found.add("api: %s is %s, should be %s".formatted(path, is, status));
        }
    }

    /** Deletes all that is left; a deletion that fails is one of the faults. */
    public void deleteAll() throws InterruptedException {
        List<String> paths = new ArrayList<>(lot.failed.all());
        lot.instances.all().forEach(made -> paths.add(made.path()));
        lot.images.all().forEach(image -> paths.add(image.path()));
        List<UUID> deletions = new ArrayList<>();
        for (String path : paths) {
            // Its resource is of no interest, whatever it is.
            deletions.add(api.command("DELETE", ToygresApi.forGood(path), null, JsonNode.class)
                    .operationId());
        }
        for (UUID deletion : deletions) {
            Operation last = api.await(deletion);
            if (!last.succeeded()) {
                ledger.fault("deletion %s %s: %s".formatted(deletion, last.status(), last.failure()));
            }
        }
    }

    @Override
    public void close() {
        stopping = true;
        users.forEach(Thread::interrupt);
        routes.close();
    }
}
