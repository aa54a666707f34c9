package io.toygres.localcluster.pod;

import io.fabric8.kubernetes.api.model.Container;
import io.toygres.localcluster.runtime.ContainerExit;
import io.toygres.localcluster.runtime.ContainerLog;
import io.toygres.localcluster.runtime.LogQuery;
import io.toygres.localcluster.runtime.LogReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** What a container leaves behind: at most 4096 bytes of its file, or 80 lines and 2048 bytes of its log. */
final class TerminationMessage {
    private static final int FILE_BYTES = 4096;
    private static final int LOG_BYTES = 2048;
    private static final int LOG_LINES = 80;

    private TerminationMessage() {}

    static String of(Container container, Path file, ContainerExit exit, ContainerLog log)
            throws IOException, InterruptedException {
        if (exit.startFailure().isPresent()) {
            return exit.startFailure().get();
        }
        try (InputStream input = Files.newInputStream(file)) {
            String message = new String(input.readNBytes(FILE_BYTES), StandardCharsets.UTF_8);
            boolean fallBack = container.getTerminationMessagePolicy().equals("FallbackToLogsOnError");
            return message.isEmpty() && exit.code() != 0 && fallBack ? endOf(log) : message;
        }
    }

    private static String endOf(ContainerLog log) throws IOException, InterruptedException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        LogQuery lastLines = new LogQuery(false, Optional.of(LOG_LINES), Optional.empty(), false);
        new LogReader(log, lastLines, text::writeBytes).run();
        byte[] bytes = text.toByteArray();
        return new String(
                Arrays.copyOfRange(bytes, Math.max(0, bytes.length - LOG_BYTES), bytes.length), StandardCharsets.UTF_8);
    }
}
