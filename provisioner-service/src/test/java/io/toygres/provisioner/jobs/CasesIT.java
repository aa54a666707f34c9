package io.toygres.provisioner.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.local.job.JobBlobs;
import io.toygres.local.job.JobPod;
import io.toygres.local.job.JobResult;
import io.toygres.local.platform.Checkout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Databases that a plain replay of their dump gets wrong or refuses: each file of {@code cases/} is one. All come back, except for what
 * the source itself could not make anew: a key that its rows break, and a materialized view over a server that is gone.
 */
final class CasesIT {

    private static final String PASSWORD = "case closed";
    private static final Path CASES = Checkout.here().root().resolve("provisioner-service/src/test/resources/cases");

    private static Path folder;
    private static JobBlobs blobs;
    private static TestServer source;
    private static TestImage image;

    @BeforeAll
    static void backUp(@TempDir Path temporary) throws IOException {
        folder = temporary;
        blobs = JobBlobs.start(folder.resolve("blobs"));
        JobPod pod = JobPod.in(folder.resolve("source"), PASSWORD);
        String spec = "{\"instance_id\":\"%s\",\"restored_image_id\":null,\"postgres_version\":\"15\"}"
                .formatted(RestoreProgramIT.INSTANCE);
        assertThat(pod.runProgram("initialize", "init", spec, Map.of()).exitCode())
                .isZero();
        source = TestServer.of(pod, PASSWORD);
        for (Path file : cases()) {
            String name = name(file);
            source.psql("postgres", "-q", "-c", "CREATE DATABASE " + name);
            source.psql(name, "-q", "-f", file.toString());
        }
        source.psql("postgres", "-q", "-c", "ALTER SYSTEM SET timezone = 'Asia/Tokyo'");
        source.psql("postgres", "-q", "-c", "CREATE ROLE guest VALID UNTIL '2031-01-01 12:00:00+00'");
        image = TestImage.of(blobs, blobs.reachableFrom(pod), source.port());
    }

    @AfterAll
    static void stop() {
        source.close();
        blobs.close();
    }

    @Test
    void bringsBackAllButWhatItNames() {
        JobPod pod = JobPod.in(folder.resolve("report"), PASSWORD);

        JobResult result = image.start(pod, "one", "report").await();

        assertThat(result.message())
                .as(result.log())
                .contains("\"outcome\":\"succeeded\"", "FK CONSTRAINT public.c c_p_fkey", "NOT VALID")
                .contains("MATERIALIZED VIEW DATA public.mv", "empty value");
        assertThat(result.message().split("\"database\":\"(?!warngen|outside)", -1))
                .hasSize(3);
        assertThat(result.message())
                .contains("ANALYZE public.parts", "EXTENSION hstore", "it had 94 objects")
                .doesNotContain("could not connect");
        try (TestServer restored = TestServer.of(pod, PASSWORD)) {
            assertThat(restored.psql("gencol", "-c", "SELECT count(short) FROM t"))
                    .isEqualTo("50\n");
            assertThat(restored.psql("ddlaudit", "-c", "SELECT evtenabled FROM pg_event_trigger"))
                    .isEqualTo("O\n");
            assertThat(restored.psql("arraynulls", "-c", "SELECT sum(cardinality(a)) FROM t WHERE a[2] IS NULL"))
                    .isEqualTo(source.psql("arraynulls", "-c", "SELECT sum(cardinality(a)) FROM t WHERE a[2] IS NULL"));
            assertThat(restored.psql("fkorphan", "-c", "SELECT convalidated FROM pg_constraint WHERE contype = 'f'"))
                    .isEqualTo("f\n");
            assertThat(restored.psql("rowsec", "-c", "SELECT count(*) FROM seen"))
                    .isEqualTo("3\n");
            assertThat(restored.psql("ownpath", "-c", "SELECT count(*) FROM words WHERE folded(word) = 'WORD 7'"))
                    .isEqualTo("1\n");
        }
    }

    @Test
    void theImageSaysWhatItLeavesOut() {
        assertThat(new String(blobs.get(image.id() + "/manifest.json"), StandardCharsets.UTF_8))
                .contains("table public.grown of extension hstore is no configuration of it")
                .contains("function pg_catalog.lies_among_the_systems() lies in a schema of the system");
    }

    @Test
    void isStrictUnlessAskedOtherwise() {
        JobResult result = image.start(JobPod.in(folder.resolve("strict"), PASSWORD), "one")
                .await();

        assertThat(result.message()).as(result.log()).contains("\"code\":\"LOAD_FAILED\"");
        assertThat(result.exitCode()).isEqualTo(42);
    }

    private static List<Path> cases() throws IOException {
        try (Stream<Path> files = Files.list(CASES)) {
            return files.sorted().toList();
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString().replace(".sql", "");
    }
}
