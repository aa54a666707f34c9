package io.toygres.tool.blob;

import io.toygres.tool.process.Child;
import io.toygres.tool.process.Program;
import io.toygres.tool.report.JobContext;
import io.toygres.tool.report.JobFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** One container of Blob Storage. azcopy logs in with workload identity, unless the URL brings a signature of its own. */
public final class BlobContainer {

    private static final Duration LOGIN = Duration.ofSeconds(30);
    /** Of an upload, beside a second for each MiB that azcopy has in memory. */
    private static final Duration END = Duration.ofMinutes(2);

    private static final long BLOCKS_IN_MEMORY = 5;
    private static final long MIB = 1024 * 1024;
    private static final int MOST_OF_A_LOG = 256 * 1024;
    private static final List<String> PASSED_ON =
            List.of("AZURE_AUTHORITY_HOST", "HTTPS_PROXY", "NO_PROXY", "SSL_CERT_FILE", "SSL_CERT_DIR");
    private static final List<String> IDENTITY =
            List.of("AZURE_CLIENT_ID", "AZURE_TENANT_ID", "AZURE_FEDERATED_TOKEN_FILE");

    private final JobContext context;
    private final BlobCodes codes;
    private final String url;
    private final String query;
    private final Map<String, String> variables;
    private final AtomicInteger transfers = new AtomicInteger();

    private BlobContainer(JobContext context, BlobCodes codes, String url, Map<String, String> variables) {
        int mark = url.indexOf('?');
        this.context = context;
        this.codes = codes;
        this.url = (mark < 0 ? url : url.substring(0, mark)).replaceAll("/+$", "");
        this.query = mark < 0 ? "" : url.substring(mark);
        this.variables = variables;
    }

    /**
     * Starts nothing yet.
     *
     * @param url such as {@code https://account.blob.core.windows.net/images}
     * @throws JobFailure when the pod lacks what workload identity needs
     */
    public static BlobContainer open(JobContext context, String url, BlobCodes codes) {
        Map<String, String> variables = new HashMap<>();
        PASSED_ON.forEach(name -> context.variable(name).ifPresent(value -> variables.put(name, value)));
        variables.put("AZCOPY_DISABLE_SYSLOG", "true");
        variables.put("AZCOPY_JOB_PLAN_LOCATION", context.workFolder("azcopy").toString());
        if (!url.contains("?")) {
            variables.put("AZCOPY_AUTO_LOGIN_TYPE", "WORKLOAD");
            IDENTITY.forEach(name -> variables.put(name, identity(context, name, codes)));
            checkToken(Path.of(variables.get("AZURE_FEDERATED_TOKEN_FILE")), codes);
        }
        return new BlobContainer(context, codes, url, variables);
    }

    private static String identity(JobContext context, String name, BlobCodes codes) {
        return context.variable(name)
                .orElseThrow(() -> JobFailure.terminal(
                        codes.auth(),
                        "The pod has no " + name + ": the workload-identity webhook did not prepare it (label"
                                + " azure.workload.identity/use, service account, client id)."));
    }

    private static void checkToken(Path token, BlobCodes codes) {
        try {
            if (Files.size(token) > 0) {
                return;
            }
        } catch (IOException _) {
            // told below
        }
        throw JobFailure.terminal(
                codes.auth(),
                "The federated token file " + token
                        + " is missing or empty: the service account's token is not projected into the pod.");
    }

    /**
     * Begins to write a blob. It exists once {@link BlobUpload#finish} has returned. Begun early, azcopy has logged in by the time that
     * the bytes come.
     *
     * @param blockMib size of azcopy's blocks, of which it keeps five in memory; a blob has at most 50 000
     */
    public BlobUpload upload(String path, int blockMib) {
        Path folder = transferFolder();
        Child azcopy = azcopy(
                folder,
                List.of(
                        "copy",
                        blobUrl(path),
                        "--from-to",
                        "PipeBlob",
                        "--output-level",
                        "quiet",
                        "--block-size-mb",
                        String.valueOf(blockMib),
                        "--log-level",
                        "DEBUG")); // which tells what the storage has received
        return new BlobUpload(
                azcopy,
                blockMib * MIB,
                END.plusSeconds(BLOCKS_IN_MEMORY * blockMib),
                () -> receipts(folder),
                () -> failure(folder, azcopy, "upload of " + name(path)));
    }

    /** Begins to read a blob. */
    public BlobDownload download(String path) {
        Path folder = transferFolder();
        // Quiet: azcopy would otherwise write "INFO: More than one AzCopy process is running…" to stdout, into the
        // data. Its log
        // tells of a 404 at level DEBUG only.
        Child azcopy = azcopy(
                folder,
                List.of(
                        "copy",
                        blobUrl(path),
                        "--from-to",
                        "BlobPipe",
                        "--output-level",
                        "quiet",
                        "--check-md5",
                        "NoCheck",
                        "--log-level",
                        "DEBUG"));
        return new BlobDownload(azcopy, () -> failure(folder, azcopy, "download of " + name(path)));
    }

    /**
     * Reads many blobs into a folder, in one run.
     *
     * @param prefix with a slash at its end
     * @param paths below the prefix; together no longer than an argument may be, 128 KiB
     */
    public void fetch(String prefix, List<String> paths, Path target) {
        Path folder = transferFolder();
        Child azcopy = azcopy(
                folder,
                List.of(
                        "copy",
                        blobUrl(prefix + "*"),
                        target.toString(),
                        "--include-path",
                        String.join(";", paths),
                        "--recursive",
                        "--output-level",
                        "quiet",
                        "--check-md5",
                        "NoCheck",
                        "--log-level",
                        "DEBUG"));
        try (var out = azcopy.stdout()) {
            azcopy.stdin().close();
            out.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (azcopy.failed()) {
            throw failure(folder, azcopy, "download of " + paths.size() + " files");
        }
    }

    private Child azcopy(Path folder, List<String> arguments) {
        return context.children().start(program(folder, arguments));
    }

    private Program program(Path folder, List<String> arguments) {
        Map<String, String> all = new HashMap<>(variables);
        all.put("AZCOPY_LOG_LOCATION", folder.toString());
        return context.programs().find("azcopy", arguments, all);
    }

    private Path transferFolder() {
        return context.workFolder("azcopy/transfer-" + transfers.incrementAndGet());
    }

    private String blobUrl(String path) {
        return url + "/" + path + query;
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private JobFailure failure(Path folder, Child azcopy, String what) {
        String said = logs(folder) + azcopy.said();
        AzcopyReason reason = new AzcopyReason(said, codes);
        if (!reason.tellsOfAnAnswer()) {
            reason = new AzcopyReason(said + explainLogin(folder), codes);
        }
        return reason.failure(what, url);
    }

    /** A pipe that could not log in leaves no reason at all; the login command gives one. */
    private String explainLogin(Path folder) {
        if (!query.isEmpty()) {
            return "";
        }
        Child login = azcopy(folder, List.of("login", "--login-type=workload"));
        try {
            login.stdin().close();
            String out = new String(login.stdout().readNBytes(MOST_OF_A_LOG), StandardCharsets.UTF_8);
            if (!login.await(LOGIN)) {
                login.kill();
            }
            return "\n" + out + "\n" + login.said();
        } catch (IOException _) {
            return "";
        }
    }

    private static Map<BlockReceipt.Id, BlockReceipt> receipts(Path folder) throws IOException {
        Map<BlockReceipt.Id, BlockReceipt> receipts = new HashMap<>();
        for (Path file : logFiles(folder)) {
            try (BufferedReader log = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
                receipts.putAll(BlockReceipt.in(log));
            }
        }
        return receipts;
    }

    private static List<Path> logFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(one -> one.toString().endsWith(".log")).sorted().toList();
        }
    }

    private static String logs(Path folder) {
        StringBuilder text = new StringBuilder();
        try {
            for (Path file : logFiles(folder)) {
                text.append(end(file));
            }
            return text.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String end(Path log) throws IOException {
        try (var channel = Files.newByteChannel(log)) {
            channel.position(Math.max(0, channel.size() - MOST_OF_A_LOG));
            return new String(
                    java.nio.channels.Channels.newInputStream(channel).readNBytes(MOST_OF_A_LOG),
                    StandardCharsets.UTF_8);
        }
    }
}
