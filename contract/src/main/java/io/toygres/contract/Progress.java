package io.toygres.contract;

import org.jspecify.annotations.Nullable;

/**
 * Where an operation stands, for the timeline that users read.
 *
 * @param step the step's name, such as {@code await-job}
 * @param message one sentence without secrets
 * @param doneBytes bytes handled so far; null when the step does not count bytes
 * @param totalBytes bytes expected; null when not known
 */
public record Progress(
        String step,
        String message,
        @Nullable Long doneBytes,
        @Nullable Long totalBytes) {

    public static Progress of(String step, String message) {
        return new Progress(step, message, null, null);
    }
}
