package io.toygres.provisioner;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.architecture.PackagedService;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackagedServiceIT {

    private static final Path PACKAGE = Path.of("target/quarkus-app");

    @Test
    void shipsNothingOfTheLocalSystem() throws Exception {
        assertThat(new PackagedService(PACKAGE).jarsOfTheLocalSystem()).isEmpty();
    }

    /**
     * How long answers are kept is fixed by the first look-up in a JVM, which is one of the log manager's: only the service as it
     * is started shows it. Without any settings it ends by itself soon.
     */
    @Test
    void seesAtOnceThatANameAppearedOrGotAnotherAddress(@TempDir Path folder) throws Exception {
        Path hosts = Files.createFile(folder.resolve("hosts"));
        Path output = folder.resolve("output");
        ProcessBuilder java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-javaagent:" + agent(folder) + "=" + hosts,
                        "-Djdk.net.hosts.file=" + hosts,
                        "-jar",
                        PACKAGE.resolve("quarkus-run.jar").toAbsolutePath().toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        java.environment().clear();

        Process service = java.start();

        assertThat(service.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(output).content().contains(LateName.ALWAYS_NEW);
    }

    private static Path agent(Path folder) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", LateName.class.getName());
        String file = LateName.class.getName().replace('.', '/') + ".class";
        Path jar = folder.resolve("agent.jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                InputStream code = Objects.requireNonNull(LateName.class.getResourceAsStream("/" + file))) {
            out.putNextEntry(new ZipEntry(file));
            code.transferTo(out);
        }
        return jar;
    }
}
