package io.toygres.localcluster.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The images that exist here, by the last part of their reference; a registry in front is ignored.
 *
 * <table>
 * <caption>References</caption>
 * <tr><td>{@code postgres:<major>}</td><td>Debian's PostgreSQL of that major version</td></tr>
 * <tr><td>{@code toygres-tools:<major>}</td><td>the same, with azcopy and other tools</td></tr>
 * <tr><td>{@code toygres-pg-durable[-tools]:<major>}</td><td>the same, where {@code pg_durable} can be preloaded</td></tr>
 * <tr><td>{@code debian:<anything>}</td><td>the programs of this machine</td></tr>
 * </table>
 */
public final class ImageCatalog {
    private static final Pattern REFERENCE = Pattern.compile(
            "(?:.*/)?(postgres|toygres-tools|toygres-pg-durable|toygres-pg-durable-tools|debian):([^/@]+).*");
    private static final Pattern MAJOR = Pattern.compile("(\\d+)(\\..*|-.*)?");
    private static final List<String> SYSTEM_PATH =
            List.of("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin");
    private static final String TOOLS = "/opt/toygres/";

    private final Path postgresRoot;
    private final Map<String, Path> tools;
    private final Path scratch;

    /**
     * @param postgresRoot holds a directory per major version, as Debian's {@code /usr/lib/postgresql}
     * @param tools what tools images have below {@code /opt/toygres}, by place; programs in {@code bin/}
     * @param scratch where files of images may be made
     */
    public ImageCatalog(Path postgresRoot, Map<String, Path> tools, Path scratch) {
        this.postgresRoot = postgresRoot;
        this.tools = Map.copyOf(tools);
        this.scratch = scratch;
    }

    public Image pull(String reference) throws ImageMissing, IOException {
        Matcher parts = REFERENCE.matcher(reference);
        if (!parts.matches()) {
            throw new ImageMissing("failed to resolve reference \"" + reference + "\": this cluster has no such image");
        }
        String name = parts.group(1);
        if (name.equals("debian")) {
            return new Image(reference, SYSTEM_PATH, List.of(), 0, "TERM");
        }
        Matcher tag = MAJOR.matcher(parts.group(2));
        if (!tag.matches()) {
            throw new ImageMissing(
                    "failed to resolve reference \"" + reference + "\": the tag names no PostgreSQL version");
        }
        return postgres(reference, name, tag.group(1));
    }

    private Image postgres(String reference, String name, String major) throws ImageMissing, IOException {
        Path home = postgresRoot.resolve(major);
        if (!Files.isExecutable(home.resolve("bin/postgres"))) {
            throw new ImageMissing("failed to resolve reference \"" + reference + "\": PostgreSQL " + major
                    + " is not installed on this machine; install the package postgresql-" + major);
        }
        List<String> path = new ArrayList<>(List.of(home.resolve("bin").toString()));
        List<Mount> mounts = new ArrayList<>();
        if (name.endsWith("-tools")) {
            mounts.addAll(toolMounts(reference));
            path.add(TOOLS + "bin");
        }
        if (name.startsWith("toygres-pg-durable")) {
            mounts.addAll(durableLibrary(home, major));
        }
        path.addAll(SYSTEM_PATH);
        return new Image(reference, path, mounts, 0, name.endsWith("-tools") ? "TERM" : "INT");
    }

    private List<Mount> toolMounts(String reference) throws ImageMissing {
        List<Mount> mounts = new ArrayList<>();
        for (String place : new TreeSet<>(tools.keySet())) {
            Path source = tools.get(place);
            if (source == null || !Files.exists(source)) {
                throw new ImageMissing("failed to resolve reference \"" + reference + "\": " + place
                        + " is not there; ./toygres build makes it");
            }
            mounts.add(new Mount(source, TOOLS + place, true));
        }
        return mounts;
    }

    /**
     * The library directory with one more name in it. {@code pg_durable} itself is not packaged; a harmless module of
     * PostgreSQL answers to its name, so that {@code shared_preload_libraries = 'pg_durable'} loads something.
     */
    private synchronized List<Mount> durableLibrary(Path home, String major) throws IOException {
        Path original = home.resolve("lib");
        String moved = "/opt/toygres/postgresql-" + major;
        Path links = scratch.resolve("pg-durable-" + major);
        if (!Files.isDirectory(links)) {
            Files.createDirectories(links);
            try (Stream<Path> libraries = Files.list(original)) {
                for (Path library : libraries.toList()) {
                    Files.createSymbolicLink(
                            links.resolve(library.getFileName()),
                            Path.of(moved, library.getFileName().toString()));
                }
            }
            Files.createSymbolicLink(links.resolve("pg_durable.so"), Path.of(moved, "auto_explain.so"));
        }
        return List.of(new Mount(original, moved, true), new Mount(links, original.toString(), true));
    }
}
