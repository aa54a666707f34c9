package io.toygres.tool.warmup;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A server to back up, as instances are: it asks for a password by SCRAM, proves itself by a certificate, and has rows and an index. */
final class SourceServer implements AutoCloseable {

    /** Beside the server's data, in PEM. */
    static final String CERTIFICATE = "server.crt";

    private static final String KEY = "server.key";
    private static final String KEY_STORE_PASSWORD = "warm-up";

    /** The single-user mode takes a statement a line. */
    private static final String CONTENTS = """
            CREATE TABLE warm AS SELECT i AS id, i::text AS name FROM pg_catalog.generate_series(1, 2000) AS i
            ALTER TABLE warm ADD PRIMARY KEY (id)
            """;

    private final Path home;
    private final Path data;
    private final Process process;
    private final int port;

    private SourceServer(Path home, Path data, Process process, int port) {
        this.home = home;
        this.data = data;
        this.process = process;
        this.port = port;
    }

    /**
     * Starts it; whoever connects waits until it takes sessions.
     *
     * @param home where its certificate and log go
     */
    static SourceServer start(Path home, Path data) throws IOException, InterruptedException {
        Path contents = Files.writeString(home.resolve("contents.sql"), CONTENTS);
        await(home, begin(home, List.of("postgres", "--single", "-D", data.toString(), "postgres"), contents));
        makeCertificate(home);
        int port = freePort();
        List<String> command = new ArrayList<>(List.of("postgres", "-D", data.toString()));
        for (String setting : List.of(
                "listen_addresses=127.0.0.1",
                "port=" + port,
                "unix_socket_directories=",
                "ssl=on",
                "ssl_cert_file=" + home.resolve(CERTIFICATE),
                "ssl_key_file=" + home.resolve(KEY))) {
            command.addAll(List.of("-c", setting));
        }
        return new SourceServer(home, data, begin(home, command, contents), port);
    }

    private static Process begin(Path home, List<String> command, Path stdin) throws IOException {
        return new ProcessBuilder(command)
                .redirectInput(stdin.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        home.resolve("server.log").toFile()))
                .start();
    }

    private static void await(Path home, Process process) throws IOException, InterruptedException {
        if (process.waitFor() != 0) {
            throw new IllegalStateException(
                    "warming up, a program failed:\n" + Files.readString(home.resolve("server.log")));
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** By the JDK's own keytool, whose key store holds the key in a form that PostgreSQL reads. */
    private static void makeCertificate(Path home) throws IOException, InterruptedException {
        Path store = home.resolve("server.p12");
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        await(
                home,
                begin(
                        home,
                        List.of(
                                keytool.toString(),
                                "-genkeypair",
                                "-alias",
                                "server",
                                "-keyalg",
                                "EC",
                                "-groupname",
                                "secp256r1",
                                "-dname",
                                "CN=warm-up",
                                "-ext",
                                "SAN=ip:127.0.0.1",
                                "-validity",
                                "1",
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                store.toString(),
                                "-storepass",
                                KEY_STORE_PASSWORD),
                        Path.of("/dev/null")));
        try (InputStream in = Files.newInputStream(store)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, KEY_STORE_PASSWORD.toCharArray());
            write(
                    home.resolve(CERTIFICATE),
                    "CERTIFICATE",
                    keys.getCertificate("server").getEncoded());
            write(
                    home.resolve(KEY),
                    "PRIVATE KEY",
                    keys.getKey("server", KEY_STORE_PASSWORD.toCharArray()).getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("keytool made a key store that cannot be read", e);
        }
    }

    private static void write(Path file, String kind, byte[] content) throws IOException {
        String body = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(content);
        Files.writeString(file, "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(kind, body, kind), UTF_8);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    int port() {
        return port;
    }

    /** Ends it at once, whoever is connected: its data is of no use any more. */
    @Override
    public void close() throws IOException {
        try {
            int unused = begin(
                            home,
                            List.of("pg_ctl", "stop", "--mode=immediate", "--pgdata=" + data),
                            Path.of("/dev/null"))
                    .waitFor();
            process.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
