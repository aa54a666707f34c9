package io.toygres.localcluster.pod;

import io.toygres.localcluster.runtime.ContainerLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A pod that ended before this cluster was started again.
 *
 * @param directory holds {@code <container>/<start>/output.log}
 */
record EndedPod(Path directory) implements PodView {

    @Override
    public Optional<ContainerLog> log(String container, boolean previous) {
        Path starts = directory.resolve(container);
        if (!Files.isDirectory(starts)) {
            return Optional.empty();
        }
        try (Stream<Path> found = Files.list(starts)) {
            return found.filter(start -> Files.exists(start.resolve(ContainerWorker.LOG)))
                    .sorted(Comparator.comparingInt(EndedPod::number).reversed())
                    .skip(previous ? 1 : 0)
                    .findFirst()
                    .map(start -> ContainerLog.ended(start.resolve(ContainerWorker.LOG)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static int number(Path start) {
        return Integer.parseInt(start.getFileName().toString());
    }
}
