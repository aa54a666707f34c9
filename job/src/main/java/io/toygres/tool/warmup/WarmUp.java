package io.toygres.tool.warmup;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.toygres.contract.ContractJson;
import io.toygres.tool.backup.BackupCommand;
import io.toygres.tool.download.DownloadCommand;
import io.toygres.tool.initialize.InitializeCommand;
import io.toygres.tool.pipes.PipeFolder;
import io.toygres.tool.process.Measured;
import io.toygres.tool.report.JobCommand;
import io.toygres.tool.report.JobFiles;
import io.toygres.tool.report.JobLog;
import io.toygres.tool.report.JobRunner;
import io.toygres.tool.restore.RestoreCommand;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * {@code toygres-job warm-up}: an instance is initialized, backed up through TLS and restored, all by this one process. A folder stands for
 * the storage. PostgreSQL's programs must be on the PATH, and refuse to be run by root.
 */
public final class WarmUp {

    private static final String ID = "00000000-0000-4000-8000-000000000000";
    private static final String ATTEMPT = "one";
    private static final String URL = "https://storage/images?of=warm-up";

    private static final long LONGEST_RESTORE_SECONDS = 120;

    private final Path home;
    private final Path volume;
    private final Path storage;

    private WarmUp(Path home) throws IOException {
        this.home = home;
        this.volume = Files.createDirectory(home.resolve("volume"));
        this.storage = Files.createDirectory(home.resolve("storage"));
    }

    /** @throws IllegalStateException when a command fails, with what it logged */
    public static void run() throws IOException, InterruptedException {
        Path home = Files.createTempDirectory("toygres-warm-up");
        try {
            new WarmUp(home).everyCommand();
        } finally {
            delete(home);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private void everyCommand() throws IOException, InterruptedException {
        Files.writeString(home.resolve("password"), "warm-up");
        Path azcopy =
                Files.writeString(Files.createDirectory(home.resolve("bin")).resolve("azcopy"), azcopy());
        Files.setPosixFilePermissions(azcopy, PosixFilePermissions.fromString("rwx------"));
        initialize();
        String version = Files.readString(volume.resolve("data/PG_VERSION")).strip();
        try (SourceServer source = SourceServer.start(home, volume.resolve("data"))) {
            backUp(source.port(), version);
        }
        restore(version, commitManifest());
    }

    /** It is asked for {@code copy <address> --from-to PipeBlob …} or {@code BlobPipe}. */
    private String azcopy() {
        return """
                #!/bin/sh
                address=${2%%%%\\?*}
                file=%s/$(echo "${address#https://storage/images/}" | tr / +)
                case $4 in
                  PipeBlob) exec cat >"$file" ;;
                  BlobPipe) exec cat "$file" ;;
                esac
                exit 1
                """.formatted(storage);
    }

    private void initialize() {
        run("initialize", new InitializeCommand(volume), """
                {"instance_id":"%s","postgres_version":"15","restored_image_id":null}""".formatted(ID));
    }

    private void backUp(int port, String version) {
        run("backup", new BackupCommand(), """
                {"image_id":"%s","operation_id":"%s","source":{"host":"127.0.0.1","port":%d,"user":"postgres"},\
                "postgres_version":"%s","databases":[],"blob_container_url":"%s","source_patience_seconds":60,\
                "row_count_limit_bytes":1000000,"hash_contents":true}""".formatted(ID, ID, port, version, URL));
    }

    /** As image-service would. @return its SHA-256, in hex */
    private String commitManifest() throws IOException {
        String prefix = ID + "/" + ATTEMPT + "/";
        ObjectNode manifest = ContractJson.mapper()
                .readValue(
                        Files.readAllBytes(storage.resolve(prefix.replace('/', '+') + "result.json")),
                        ObjectNode.class);
        manifest.put("manifest_version", 1).put("image_type", "stock").put("prefix", prefix);
        byte[] bytes = ContractJson.mapper().writeValueAsBytes(manifest);
        Files.write(storage.resolve(ID + "+manifest.json"), bytes);
        return HexFormat.of().formatHex(Measured.sha256().digest(bytes));
    }

    private void restore(String version, String manifestSha256) throws IOException {
        PipeFolder pipes = new PipeFolder(Files.createDirectory(home.resolve("pipes")));
        Path target = Files.createDirectory(home.resolve("restored"));
        Path config = Files.createFile(home.resolve("postgresql.conf"));
        CompletableFuture<Void> download =
                begin("download", new DownloadCommand(pipes), """
                {"image_id":"%s","blob_container_url":"%s","manifest_sha256":"%s"}""".formatted(ID, URL, manifestSha256));
        CompletableFuture<Void> load = begin("restore", new RestoreCommand(target, config, pipes), """
                {"instance_id":"%s","operation_id":"%s","image_id":"%s","image_type":"stock","postgres_version":"%s",\
                "manifest_sha256":"%s","parallelism":2,"tolerance":"strict","compare":"contents"}""".formatted(
                        ID, ID, ID, version, manifestSha256));
        try {
            // One that fails may leave the other waiting for it.
            var unused = CompletableFuture.anyOf(download, load)
                    .orTimeout(LONGEST_RESTORE_SECONDS, TimeUnit.SECONDS)
                    .join();
            CompletableFuture.allOf(download, load)
                    .orTimeout(LONGEST_RESTORE_SECONDS, TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof TimeoutException) {
                throw new IllegalStateException(
                        "warming up, the restore did not end within " + LONGEST_RESTORE_SECONDS + " s", e);
            }
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private CompletableFuture<Void> begin(String name, JobCommand command, String spec) {
        return CompletableFuture.runAsync(
                () -> run(name, command, spec),
                task -> Thread.ofPlatform().daemon().name(name).start(task));
    }

    private void run(String name, JobCommand command, String spec) {
        JobFiles files = new JobFiles(
                home.resolve(name),
                home.resolve("password"),
                home.resolve(SourceServer.CERTIFICATE),
                home.resolve(name + ".message"));
        Map<String, String> environment = Map.of(
                "TOYGRES_SPEC",
                spec,
                "TOYGRES_ATTEMPT",
                ATTEMPT,
                "PATH",
                home.resolve("bin") + ":" + System.getenv("PATH"));
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        int exitCode;
        try {
            Files.createDirectory(files.work());
            exitCode = new JobRunner(command, environment, files, new JobLog(new PrintStream(log, false, UTF_8))).run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (exitCode != 0) {
            throw new IllegalStateException("warming up, " + name + " failed:\n" + log.toString(UTF_8));
        }
    }
}
