package io.toygres.localcluster.identity;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.ArrayList;
import java.util.List;

/** Shows a container the volume of a token, as admission does: a mount of the pod's own at that path stays. */
final class TokenMount {

    private TokenMount() {}

    static void add(Container container, String volume, String path) {
        List<VolumeMount> mounts = new ArrayList<>(container.getVolumeMounts());
        if (mounts.stream().noneMatch(mount -> mount.getMountPath().equals(path))) {
            mounts.add(new VolumeMountBuilder()
                    .withName(volume)
                    .withMountPath(path)
                    .withReadOnly(true)
                    .build());
        }
        container.setVolumeMounts(mounts);
    }
}
