package io.toygres.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A container of the local cluster, as the command line of its sandbox tells.
 *
 * @param pod its name
 * @param scratch folders of this machine that are the pod's own volumes, which are gone with it
 */
record Sandbox(String pod, List<Path> scratch) {

    private static final String PROGRAM = "bwrap";
    private static final Pattern SCRATCH = Pattern.compile(".*/pods/[^/]+/volumes/[^/]+");

    /** Empty for a process that is no container's sandbox. */
    static Optional<Sandbox> of(List<String> commandLine) {
        if (commandLine.isEmpty() || !Path.of(commandLine.getFirst()).endsWith(PROGRAM)) {
            return Optional.empty();
        }
        int end = commandLine.indexOf("--");
        List<String> options = end < 0 ? commandLine : commandLine.subList(0, end);
        int host = options.indexOf("--hostname");
        if (host < 0 || host + 1 >= options.size()) {
            return Optional.empty();
        }
        List<Path> scratch = new ArrayList<>();
        for (int i = 0; i + 1 < options.size(); i++) {
            if (options.get(i).equals("--bind")
                    && SCRATCH.matcher(options.get(i + 1)).matches()) {
                scratch.add(Path.of(options.get(i + 1)));
            }
        }
        return Optional.of(new Sandbox(options.get(host + 1), List.copyOf(scratch)));
    }
}
