package io.toygres.tool.initialize;

import io.toygres.contract.ErrorCode;
import io.toygres.tool.report.JobFailure;
import io.toygres.tool.report.JobLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/**
 * The modes of a data directory, which a volume made from a snapshot or a clone may have opened to its group (rwx and setgid) when
 * Kubernetes applied fsGroup to it. PostgreSQL takes 0700 and 0750 alone.
 */
final class DirectoryModes {

    private static final Set<Integer> TAKEN = Set.of(0700, 0750);
    private static final int MODE_BITS = 07777;

    private DirectoryModes() {}

    /** Only the owner may change them, and only the owner may run the server. Setting nine bits clears setgid and sticky, too. */
    static void repair(Path data, JobLog log) {
        try {
            int owner = (int) Files.getAttribute(data, "unix:uid");
            int self = (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
            if (owner != self) {
                throw JobFailure.terminal(
                        ErrorCode.INIT_FAILED,
                        "The data directory belongs to user " + owner + ", the server runs as user " + self + ".");
            }
            int mode = (int) Files.getAttribute(data, "unix:mode") & MODE_BITS;
            if (!TAKEN.contains(mode)) {
                log.say("the data directory has mode " + Integer.toOctalString(mode) + ": it is set to 700");
                Files.setPosixFilePermissions(
                        data,
                        EnumSet.of(
                                PosixFilePermission.OWNER_READ,
                                PosixFilePermission.OWNER_WRITE,
                                PosixFilePermission.OWNER_EXECUTE));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
