package io.toygres.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.toygres.kubernetes.Labels;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The scripts that Jobs of one release run, and the authorities they trust: an immutable ConfigMap named after its content, so
 * that a running Job keeps its scripts while a new release brings others.
 */
public final class JobScripts {

    /** Where a container finds its scripts. */
    static final String FOLDER = "/toygres/scripts";
    /** Name of the file of trusted authorities among the scripts. */
    static final String CA_FILE = "ca.pem";

    /** What every Job's script sources. */
    private static final List<String> SHARED =
            List.of("supervision.sh", "pipes.sh", "blobs.sh", "sessions.sh", "catalog.sh");

    private static final int HASH_DIGITS = 12;

    private final SortedMap<String, String> files;

    private JobScripts(Map<String, String> files) {
        this.files = new TreeMap<>(files);
    }

    /**
     * Reads scripts from the class path, folder {@code jobs/}: those that all Jobs share and those named.
     *
     * @param caFile authorities to go with them, in PEM
     */
    public static JobScripts load(Optional<Path> caFile, String... names) {
        Map<String, String> files = new TreeMap<>();
        Stream.concat(SHARED.stream(), Stream.of(names)).forEach(name -> files.put(name, script(name)));
        caFile.ifPresent(file -> files.put(CA_FILE, text(file)));
        return new JobScripts(files);
    }

    /** No scripts, only the authorities; empty without any. */
    public static JobScripts trustOnly(Optional<Path> caFile) {
        return new JobScripts(caFile.map(file -> Map.of(CA_FILE, text(file))).orElse(Map.of()));
    }

    /** Nothing at all. */
    public static JobScripts none() {
        return new JobScripts(Map.of());
    }

    /** Whether there is nothing to mount, and no ConfigMap to create. */
    public boolean isEmpty() {
        return files.isEmpty();
    }

    /**
     * Create it, with {@code OwnedObjects.ensure}, before the Job, and have it go with the last Job that mounts it:
     * {@code SharedObjects.ensureFor} after the Job.
     */
    public ConfigMap configMap(String namespace) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name())
                .addToLabels(Labels.NAME, Labels.TOYGRES)
                .addToLabels(Labels.MANAGED_BY, Labels.TOYGRES)
                .addToLabels(Labels.COMPONENT, "job-scripts")
                .endMetadata()
                .withImmutable(true)
                .withData(files)
                .build();
    }

    String name() {
        return "toygres-job-scripts-" + contentHash().substring(0, HASH_DIGITS);
    }

    boolean contains(String file) {
        return files.containsKey(file);
    }

    private String contentHash() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            // Lengths keep ("ab", "c") apart from ("a", "bc").
            files.forEach((name, text) ->
                    digest.update((name.length() + ":" + name + text.length() + ":" + text).getBytes(UTF_8)));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String script(String name) {
        try (InputStream script = Thread.currentThread().getContextClassLoader().getResourceAsStream("jobs/" + name)) {
            if (script == null) {
                throw new IllegalStateException("no script jobs/" + name + " on the class path");
            }
            return new String(script.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("toygres.jobs.ca-file cannot be read: " + file, e);
        }
    }
}
