package io.toygres.provisioner;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.contract.ErrorCode;
import io.toygres.contract.Event;
import io.toygres.contract.ImageId;
import io.toygres.contract.ImageType;
import io.toygres.contract.InstanceCommand.ImageReference;
import io.toygres.contract.InstanceCommand.InstanceSpec;
import io.toygres.contract.InstanceCommand.RestoreInstance;
import io.toygres.contract.InstanceEvent.InstanceRunning;
import io.toygres.contract.InstanceId;
import io.toygres.contract.OperationId;
import io.toygres.contract.PostgresVersion;
import io.toygres.local.job.JobBlobs;
import io.toygres.local.job.JobPod;
import io.toygres.operation.Outcome;
import io.toygres.provisioner.jobs.TestImage;
import io.toygres.provisioner.jobs.TestServer;
import io.toygres.provisioner.restore.RestoreState;
import io.toygres.secret.Secret;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The restore's own plan, Job and objects, from an image that backup.sh made, in a cluster where Job and server really run. */
class RestoreIT {

    private static final String PASSWORD = "p:a\\ss'\"$w`ö #rd";

    private static TestCluster cluster;
    private static JobBlobs blobs;
    private static TestImage image;
    private static Provisioner provisioner;

    @BeforeAll
    static void backUp(@TempDir Path folder) throws Exception {
        cluster = TestCluster.in(folder);
        blobs = cluster.blobs(folder.resolve("blobs"));
        JobPod source = blobs.reachableFrom(JobPod.in(folder.resolve("source"), PASSWORD));
        String spec = "{\"instance_id\":\"%s\",\"restored_image_id\":null,\"postgres_version\":\"15\"}"
                .formatted(UUID.randomUUID());
        assertThat(source.runProgram("initialize", "init", spec, Map.of()).exitCode())
                .isZero();
        try (TestServer server = TestServer.of(source, PASSWORD)) {
            server.psql("postgres", "-c", "CREATE TABLE numbers AS SELECT generate_series(1, 1000) AS n");
            image = TestImage.of(blobs, source, server.port());
        }
        provisioner = Provisioner.on(
                cluster.client(),
                cluster.keyring(),
                Map.of(
                        "toygres.blob.container-url",
                        JobBlobs.CONTAINER,
                        "toygres.jobs.https-proxy",
                        blobs.proxyUrl(),
                        "toygres.jobs.ca-file",
                        blobs.authorities().toString(),
                        "toygres.test-connection.address",
                        "cluster-ip"));
    }

    @AfterAll
    static void stop() throws Exception {
        blobs.close();
        cluster.close();
    }

    @Test
    void restoresTheDataAndThePasswordOfTheImage() throws Exception {
        RestoreState restore = restore(image.manifestSha256());
        var plan = provisioner.restore().plan();
        var walk = new PlanWalk<>(plan, restore);
        assertThat(walk.runTo("test-connection")).isInstanceOf(Outcome.Next.class);
        InstanceRunning running = running(walk.run(walk.steps() - 1));
        assertThat(sumOfNumbers(running)).isEqualTo(500_500);
        walk.undoFrom(walk.steps() - 1);
        assertThat(ManagedObjects.of(cluster.client(), restore.instanceId())).isEmpty();
    }

    @Test
    void leavesNothingOfAnImageThatIsDamaged() throws Exception {
        RestoreState restore = restore("0".repeat(64));
        var plan = provisioner.restore().plan();
        var walk = new PlanWalk<>(plan, restore);
        Outcome<RestoreState> outcome = walk.runTo("create-server");
        assertThat(outcome).isInstanceOf(Outcome.Fail.class);
        assertThat(((Outcome.Fail<RestoreState>) outcome).failure().code()).isEqualTo(ErrorCode.CHECKSUM_MISMATCH);
        walk.undoFrom(plan.indexOf("await-job"));
        assertThat(ManagedObjects.of(cluster.client(), restore.instanceId())).isEmpty();
    }

    @Test
    void startsNoServerOnAVolumeThatWasNeverLoaded() throws Exception {
        RestoreState restore = restore(image.manifestSha256());
        var plan = provisioner.restore().plan();
        var walk = new PlanWalk<>(plan, restore);
        for (String step :
                new String[] {"create-volume", "create-secret", "create-config", "create-server", "create-service"}) {
            walk.run(plan.indexOf(step));
        }
        Outcome<RestoreState> outcome = walk.runUntil(plan.indexOf("await-server"), Outcome.Fail.class::isInstance);
        assertThat(outcome).isInstanceOf(Outcome.Fail.class);
        assertThat(((Outcome.Fail<RestoreState>) outcome).failure().code()).isEqualTo(ErrorCode.RESTORE_MISSING);
        walk.undoFrom(plan.indexOf("await-server"));
    }

    @Test
    void saysWhatItsPodIsWaitingFor() throws Exception {
        RestoreState restore = restore(image.manifestSha256());
        var plan = provisioner.restore().plan();
        var walk = new PlanWalk<>(plan, restore);
        for (String step : new String[] {"create-volume", "create-config", "create-server"}) {
            walk.run(plan.indexOf(step));
        }
        walk.runUntil(
                plan.indexOf("await-server"),
                outcome -> outcome instanceof Outcome.Wait<?> wait
                        && wait.reason().contains("FailedMount")
                        && wait.reason().contains(restore.names().secret()));
        walk.undoFrom(plan.indexOf("await-server"));
    }

    private static RestoreState restore(String manifestSha256) {
        InstanceId id = InstanceId.random();
        return RestoreState.of(new RestoreInstance(
                OperationId.random(),
                new InstanceSpec(id, "copy", ImageType.STOCK, new PostgresVersion(15), 1, true, null, null),
                cluster.keyring().encrypt(new Secret(PASSWORD), id.value()),
                new ImageReference(ImageId.parse(image.id()), manifestSha256)));
    }

    private static InstanceRunning running(Outcome<RestoreState> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        Event event = ((Outcome.Done<RestoreState>) outcome).events().getFirst();
        return (InstanceRunning) event;
    }

    private static long sumOfNumbers(InstanceRunning instance) throws SQLException {
        String url = "jdbc:postgresql://" + instance.host() + ":" + instance.port() + "/postgres";
        try (Connection connection = DriverManager.getConnection(url, "postgres", PASSWORD);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT sum(n) FROM numbers")) {
            row.next();
            return row.getLong(1);
        }
    }
}
