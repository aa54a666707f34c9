package io.toygres.tool.server;

import io.toygres.contract.ErrorCode;
import io.toygres.tool.archive.UnreadableArchiveException;
import io.toygres.tool.report.JobFailure;
import io.toygres.tool.wire.SessionLostException;
import io.toygres.tool.wire.SqlFailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Why a load failed, by what the server or a program said. */
public final class LoadFailures {

    private static final long LEAST_SPACE = Container.MIB;
    private static final Pattern NO_SPACE =
            Pattern.compile("No space left on device|could not extend file .*: wrote only");
    private static final Pattern KILLED = Pattern.compile("was terminated by signal 9");
    private static final Pattern NO_MEMORY = Pattern.compile("\\bout of memory\\b|Cannot allocate memory");
    private static final List<String> LACKING = List.of(
            "could not open extension control file",
            "could not access file \"",
            "has no installation script",
            "is not available",
            "shared_preload_libraries",
            "could not load library");
    private static final int LONGEST = 400;

    private LoadFailures() {}

    /**
     * The failure that a piece of work ended in.
     *
     * @param what such as {@code loading TABLE DATA public.orders of database "shop"}
     * @param log of the server
     */
    public static JobFailure of(IOException e, String what, String log, Path data) {
        String reason = reason(e);
        Optional<JobFailure> known = known(reason, log, data);
        if (known.isPresent()) {
            return known.get();
        }
        return switch (e) {
            case UnreadableArchiveException _ ->
                JobFailure.terminal(
                        ErrorCode.IMAGE_UNREADABLE, "An archive of the image cannot be read (" + what + "): " + reason);
            case SessionLostException _ ->
                JobFailure.terminal(
                        ErrorCode.LOAD_FAILED, "Loading failed (" + what + "): " + reason + " " + lastError(log));
            default -> JobFailure.terminal(ErrorCode.LOAD_FAILED, "Loading failed (" + what + "): " + reason);
        };
    }

    /** The server's own words. */
    public static String reason(IOException e) {
        return e instanceof SqlFailureException refused
                ? cut("ERROR: " + refused.error().text())
                : cut(String.valueOf(e.getMessage()));
    }

    /**
     * The failures with a code and a remedy of their own: no space, no memory, no such extension.
     *
     * @param said about this failure
     * @param log of the server, which may tell of others before
     */
    public static Optional<JobFailure> known(String said, String log, Path data) {
        Path volume = existing(data);
        if (isOutOfSpace(said + log, volume)) {
            return Optional.of(JobFailure.terminal(
                    ErrorCode.VOLUME_FULL,
                    "The instance's volume is too small for the image: it has " + size(volume) + "."));
        }
        if (KILLED.matcher(said + log).find() || NO_MEMORY.matcher(said).find()) {
            return Optional.of(JobFailure.terminal(
                    ErrorCode.OUT_OF_MEMORY,
                    "The memory did not suffice for loading the image: the Job's container may use "
                            + Container.memoryInWords() + " (toygres.jobs.memory-limit)."));
        }
        return LACKING.stream().anyMatch(said::contains)
                ? Optional.of(JobFailure.terminal(
                        ErrorCode.EXTENSION_UNAVAILABLE,
                        "The runtime image lacks what the image needs: " + lackingLine(said)))
                : Optional.empty();
    }

    /** Whether there is no space, or was none: initdb removes what it wrote. */
    public static boolean isOutOfSpace(String said, Path volume) {
        return NO_SPACE.matcher(said).find() || outOfSpace(volume);
    }

    /** A volume that does not tell its space is not called full: what made the work fail is told instead. */
    private static boolean outOfSpace(Path volume) {
        try {
            return Files.getFileStore(volume).getUsableSpace() < LEAST_SPACE;
        } catch (IOException _) {
            return false;
        }
    }

    private static Path existing(Path path) {
        Path found = path;
        while (!Files.exists(found) && found.getParent() != null) {
            found = found.getParent();
        }
        return found;
    }

    /** In words; that it is full is known without its size. */
    private static String size(Path volume) {
        try {
            return Files.getFileStore(volume).getTotalSpace() / Container.MIB + " MiB";
        } catch (IOException e) {
            return "a size that cannot be read (" + cut(String.valueOf(e.getMessage())) + ")";
        }
    }

    private static String lackingLine(String said) {
        return said.lines()
                .filter(line -> LACKING.stream().anyMatch(line::contains))
                .findFirst()
                .map(LoadFailures::cut)
                .orElseGet(() -> cut(said)); // a phrase that a line break parts
    }

    private static String lastError(String log) {
        return log.lines()
                .filter(line -> line.contains("FATAL") || line.contains("PANIC") || line.contains("ERROR"))
                .reduce((_, later) -> later)
                .map(line -> "The server's last error: " + cut(line))
                .orElse("The server logged no error.");
    }

    /** Of what a program said, the first line that tells something. */
    public static String firstLine(String said) {
        return said.lines()
                .filter(line -> !line.isBlank())
                .findFirst()
                .map(LoadFailures::cut)
                .orElse("it gave no reason");
    }

    static String cut(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    }
}
