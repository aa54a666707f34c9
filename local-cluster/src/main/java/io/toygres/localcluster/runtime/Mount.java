package io.toygres.localcluster.runtime;

import java.nio.file.Path;

/** A file or directory of this machine at a path of the container. */
public record Mount(Path source, String target, boolean readOnly) {}
