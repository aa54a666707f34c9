package io.toygres.localcluster.runtime;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One start of one container.
 *
 * @param scratch a directory of this start alone
 * @param environment all that the process sees; nothing is inherited
 * @param network whose network namespace it shares; absent means this machine's
 */
public record Launch(
        Path scratch,
        List<String> command,
        String workingDirectory,
        Map<String, String> environment,
        long user,
        long group,
        String hostname,
        boolean readOnlyRoot,
        List<Mount> mounts,
        Optional<PodNetwork> network) {
    public Launch {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        mounts = List.copyOf(mounts);
    }
}
