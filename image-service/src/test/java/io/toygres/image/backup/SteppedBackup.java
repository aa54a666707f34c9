package io.toygres.image.backup;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.toygres.image.EmptyCluster;
import io.toygres.image.blob.ImageContainer;
import io.toygres.image.blob.LocalBlobStorage;
import io.toygres.operation.Attempt;
import io.toygres.operation.Outcome;
import io.toygres.operation.Plan;
import io.toygres.operation.Plan.Entry;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A test of the steps of a backup, one by one, whose Jobs the test plays. */
abstract class SteppedBackup {

    static LocalBlobStorage storage;
    static EmptyCluster cluster;
    static KubernetesClient client;
    static ImageContainer container;
    static Plan<BackupState> plan;

    final BackupState start = BackupState.of(TestCommands.createImage());

    @BeforeAll
    static void begin(@TempDir Path folder) {
        storage = new LocalBlobStorage(folder);
        cluster = new EmptyCluster();
        client = cluster.client();
        container = storage.container();
        plan = TestBackup.operation(client, container).plan();
    }

    @AfterAll
    static void end() {
        cluster.close();
        storage.close();
    }

    BackupState runUpTo(String last) throws Exception {
        BackupState state = start;
        for (Entry<BackupState> entry : plan.entries().subList(0, plan.indexOf(last) + 1)) {
            state = after(run(entry, state));
            playTheJobOnceItIsCreated(entry);
        }
        return state;
    }

    void playTheJobOnceItIsCreated(Entry<BackupState> entry) {
        if (entry.name().equals("create-job")) {
            PlayedJob job = PlayedJob.await(client, container, start.imageId());
            job.succeed(job.upload());
        }
    }

    static Outcome<BackupState> run(Entry<BackupState> entry, BackupState state) throws Exception {
        return entry.step().run(state, attempt(state));
    }

    static Entry<BackupState> entry(String step) {
        return plan.entries().get(plan.indexOf(step));
    }

    static Attempt attempt(BackupState state) {
        Instant now = Instant.now();
        return new Attempt(state.operationId(), 1, now, now, now);
    }

    static BackupState after(Outcome<BackupState> outcome) {
        return switch (outcome) {
            case Outcome.Next<BackupState>(BackupState state) -> state;
            case Outcome.Done<BackupState> done -> done.state();
            case Outcome.Wait<BackupState> wait -> throw new AssertionError("waits: " + wait.reason());
            case Outcome.Fail<BackupState> fail -> throw new AssertionError(fail.failure());
        };
    }
}
