package io.toygres.localcluster.runtime;

import java.time.Instant;
import java.util.Optional;

/**
 * How a container ended.
 *
 * @param code of the main process; 128 + n after signal n
 * @param startFailure why the main process could not even be started; the code is then 128, as containerd has it
 */
public record ContainerExit(int code, Instant at, Optional<String> startFailure) {}
