package io.toygres.tool.report;

import java.nio.file.Path;

/**
 * Where a Job's pod has its files.
 *
 * @param work a volume of bounded size for all that is written
 * @param password the mounted entry of the Secret
 * @param serverAuthorities certificates, in PEM, of those who vouch for the server; not there when it is not asked to prove itself
 * @param terminationLog becomes the container's termination message
 */
public record JobFiles(Path work, Path password, Path serverAuthorities, Path terminationLog) {

    /** As every Job's pod has them. */
    public static JobFiles ofPod() {
        return new JobFiles(
                Path.of("/toygres/work"),
                Path.of("/toygres/secret/password"),
                Path.of("/toygres/server/ca.crt"),
                Path.of("/dev/termination-log"));
    }
}
