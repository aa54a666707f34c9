package io.toygres.localcluster.runtime;

import java.util.List;

/**
 * What a reference resolves to: this machine's {@code /usr}, plus what the image has of its own.
 *
 * @param path directories of the container for {@code PATH}
 * @param user who runs when the pod does not say
 * @param stopSignal what asks the main process to end, as the image's {@code STOPSIGNAL}
 */
public record Image(String reference, List<String> path, List<Mount> mounts, long user, String stopSignal) {
    public Image {
        path = List.copyOf(path);
        mounts = List.copyOf(mounts);
    }
}
