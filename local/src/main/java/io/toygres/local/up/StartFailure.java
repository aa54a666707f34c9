package io.toygres.local.up;

import java.net.BindException;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Says to the person who starts the system why it did not start: each cause once, the last of them the first to look at. */
final class StartFailure {
    private StartFailure() {}

    static String describe(Throwable failure) {
        List<String> reasons = new ArrayList<>();
        boolean portTaken = false;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            portTaken |= cause instanceof BindException;
            if (!(cause instanceof CompletionException)) {
                String reason = reason(cause);
                reasons.removeIf(reason::contains);
                if (reasons.stream().noneMatch(said -> said.contains(reason))) {
                    reasons.add(reason);
                }
            }
        }
        String text = String.join(": ", reasons);
        return portTaken
                ? text
                        + "\nSomething else took that port while the system was starting: try again, or choose other ports with "
                        + PortPlan.BASE + "=<port>"
                : text;
    }

    private static String reason(Throwable cause) {
        @Nullable String message = cause.getMessage();
        return message == null || cause instanceof FileSystemException ? cause.toString() : message;
    }
}
