package io.toygres.local.up;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.toygres.local.process.Ports;
import io.toygres.local.process.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine without a JDK: its archive comes from a server of ours, and is a real one but for what is in it. */
final class JdkTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private Path folder;

    private HttpServer server;
    private String sha256;

    @BeforeEach
    void serveAnArchive() throws Exception {
        Path jdk = Files.createDirectories(folder.resolve("jdk-25.0.4.1+1"));
        Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"Eclipse Adoptium\"\nJAVA_VERSION=\"25.0.4.1\"\n");
        Path javac = Files.createDirectories(jdk.resolve("bin")).resolve("javac");
        Files.writeString(javac, "#!/bin/sh\n");
        javac.toFile().setExecutable(true);
        Path archive = folder.resolve("served.tar.gz");
        Program.run("tar", "-czf", archive.toString(), "-C", folder.toString(), "jdk-25.0.4.1+1");
        sha256 = Program.run("sha256sum", archive.toString()).substring(0, 64);
        byte[] bytes = Files.readAllBytes(archive);
        server = HttpServer.create(Ports.at("127.0.0.1", 0), 10);
        server.createContext("/jdk.tar.gz", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void isFetchedAndUsed() throws Exception {
        ScriptPart run = install(
                "/jdk.tar.gz", sha256, "install_jdk \"$tools/jdk\"; find_java \"$tools/jdk\"; echo \"$JAVA_HOME\"");

        assertThat(run).isEqualTo(new ScriptPart(0, folder.resolve("jdk") + "\n"));
        assertThat(folder.resolve("jdk.new")).doesNotExist();
    }

    @Test
    void oneLineSaysSo() throws Exception {
        ScriptPart run = install("/jdk.tar.gz", sha256, "working 'Fetching a JDK 25' install_jdk \"$tools/jdk\"");

        assertThat(run.output()).matches("Fetching a JDK 25: [0-9]+ s +\n");
    }

    @Test
    void anArchiveWithAnotherChecksumLeavesNothing() throws Exception {
        ScriptPart run = install("/jdk.tar.gz", "0".repeat(64), "install_jdk \"$tools/jdk\"");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.output()).contains("is not the JDK that was asked for: its SHA-256 is not 0000");
        assertNothingIsLeft();
    }

    @Test
    void anAddressWithoutAnArchiveIsNamed() throws Exception {
        ScriptPart run = install("/no-such-file", sha256, "install_jdk \"$tools/jdk\"");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.output()).contains("could not be fetched from " + url("/no-such-file"), "TOYGRES_JDK_URL");
        assertNothingIsLeft();
    }

    @Test
    void anotherVersionOfThisMachineIsPassedOver() throws Exception {
        Path old = Files.createDirectories(folder.resolve("jdk-17"));
        Files.writeString(old.resolve("release"), "JAVA_VERSION=\"17.0.1\"\n");
        Path found = folder.resolve("jdk-25.0.4.1+1");

        ScriptPart run =
                ScriptPart.run(folder, Map.of(), "find_java '' '%s' '%s'; echo \"$JAVA_HOME\"".formatted(old, found));

        assertThat(run).isEqualTo(new ScriptPart(0, found + "\n"));
    }

    private ScriptPart install(String path, String checksum, String commands) throws Exception {
        return ScriptPart.run(folder, Map.of("TOYGRES_JDK_URL", url(path), "TOYGRES_JDK_SHA256", checksum), commands);
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private void assertNothingIsLeft() {
        assertThat(folder.resolve("jdk")).doesNotExist();
        assertThat(folder.resolve("jdk.new")).doesNotExist();
    }
}
