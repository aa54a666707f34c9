package io.toygres.image.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.toygres.contract.ErrorCode;
import io.toygres.contract.ImageCommand.CancelImageOperation;
import io.toygres.contract.ImageCommand.CreateImage;
import io.toygres.contract.ImageCommand.DeleteImage;
import io.toygres.contract.ImageEvent.DatabaseContents;
import io.toygres.contract.ImageEvent.ImageAvailable;
import io.toygres.contract.ImageEvent.ImageDeleted;
import io.toygres.contract.ImageEvent.ImageFailed;
import io.toygres.contract.ImageEvent.ImageProgressed;
import io.toygres.contract.ImageId;
import io.toygres.contract.OperationId;
import io.toygres.image.CommandsAndEvents;
import io.toygres.image.CommandsAndEvents.Heard;
import io.toygres.image.LocalPlatform;
import io.toygres.image.blob.ContentDigest;
import io.toygres.image.blob.ImageContainer;
import io.toygres.image.blob.ImageLocation;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** From the command to the event, with the Job played by the test. */
@QuarkusTest
@QuarkusTestResource(LocalPlatform.class)
final class BackupIT {

    @Inject
    CommandsAndEvents kafka;

    @Inject
    KubernetesClient client;

    @Inject
    ImageContainer container;

    private final CreateImage command = TestCommands.createImage();
    private final OperationId operation = command.operationId();
    private final ImageId image = command.imageId();

    @Test
    void tellsWhatTheCommittedImageHolds(TestReporter report) {
        kafka.send(command);
        PlayedJob job = PlayedJob.await(client, container, image);
        Instant ended = job.succeed(job.upload());

        Heard heard = kafka.await(operation, ImageAvailable.class);

        byte[] manifest = container.read(ImageLocation.manifest(image)).orElseThrow();
        ImageAvailable available = (ImageAvailable) heard.event();
        assertThat(available.checksum()).isEqualTo(ContentDigest.of(manifest).sha256());
        assertThat(available.sizeBytes()).isEqualTo(100_016);
        assertThat(available.serverVersion()).isEqualTo("15.14");
        assertThat(available.databases()).containsExactly(new DatabaseContents("shop", 7_000_000, 2, 12));
        assertThat(new String(manifest, UTF_8))
                .contains("\"prefix\":\"" + job.prefix() + "\"", "\"client_version\":\"pg_dump (PostgreSQL) 15.14\"");
        report.publishEntry(
                "from the Job's end to the event",
                Duration.between(ended, heard.at()).toString());
    }

    @Test
    void leavesNothingOfAnImageWhoseBytesChangedOnTheWay() {
        kafka.send(command);
        PlayedJob job = PlayedJob.await(client, container, image);
        String message = job.upload();
        byte[] flipped = new byte[100_000];
        flipped[99_999] = 1;
        container.delete(job.prefix() + "0001.data.dump.zst");
        container.createIfAbsent(job.prefix() + "0001.data.dump.zst", flipped);
        job.succeed(message);

        ImageFailed failed =
                (ImageFailed) kafka.await(operation, ImageFailed.class).event();

        assertThat(failed.failure().code()).isEqualTo(ErrorCode.UPLOAD_INCOMPLETE);
        assertThat(failed.failure().detail()).contains("0001.data.dump.zst");
        assertNothingIsLeft();
    }

    @Test
    void passesTheProgramsReasonOn() {
        kafka.send(command);
        PlayedJob job = PlayedJob.await(client, container, image);
        container.createIfAbsent(job.prefix() + "globals.sql.zst", new byte[1]);
        job.fail("UPLOAD_AUTH_FAILED", "AADSTS700024: the assertion has expired");

        ImageFailed failed =
                (ImageFailed) kafka.await(operation, ImageFailed.class).event();

        assertThat(failed.failure().code()).isEqualTo(ErrorCode.UPLOAD_AUTH_FAILED);
        assertThat(failed.failure().detail()).isEqualTo("AADSTS700024: the assertion has expired");
        assertNothingIsLeft();
    }

    @Test
    void takesBackWhatACancelledBackupDid() {
        kafka.send(command);
        PlayedJob job = PlayedJob.await(client, container, image);
        job.upload();
        kafka.send(new CancelImageOperation(operation, image));

        ImageFailed failed =
                (ImageFailed) kafka.await(operation, ImageFailed.class).event();

        assertThat(failed.failure().code()).isEqualTo(ErrorCode.CANCELLED);
        assertNothingIsLeft();
    }

    @Test
    void neverStartsABackupThatWasCancelledBeforeItsCommandCame() {
        kafka.send(new CancelImageOperation(operation, image));

        ImageFailed failed =
                (ImageFailed) kafka.await(operation, ImageFailed.class).event();

        assertThat(failed.failure().code()).isEqualTo(ErrorCode.CANCELLED);
        kafka.send(command);
        OperationId next = OperationId.random();
        kafka.send(new DeleteImage(next, image));
        kafka.await(next, ImageDeleted.class);
        assertThat(kafka.of(operation)).hasSize(1);
    }

    @Test
    void startsOneJobForACommandThatComesTwice() {
        kafka.send(command);
        kafka.send(command);
        PlayedJob job = PlayedJob.await(client, container, image);
        job.succeed(job.upload());
        kafka.await(operation, ImageAvailable.class);
        kafka.send(command);

        CreateImage later = TestCommands.createImage();
        kafka.send(later);
        kafka.await(later.operationId(), ImageProgressed.class);
        assertThat(kafka.of(operation).stream().filter(heard -> heard.event() instanceof ImageAvailable))
                .hasSize(1);
    }

    private void assertNothingIsLeft() {
        assertThat(container.list(ImageLocation.prefix(image))).isEmpty();
        assertThat(client.batch()
                        .v1()
                        .jobs()
                        .inNamespace(PlayedJob.NAMESPACE)
                        .list()
                        .getItems())
                .noneMatch(job -> job.getMetadata().getName().contains(image.toString()));
    }
}
