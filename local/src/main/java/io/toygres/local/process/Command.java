package io.toygres.local.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A program to run.
 *
 * @param name what people call it; also the name of its log
 * @param arguments the program and its arguments. Never a secret: every user of the machine can list them
 * @param environment added to {@code PATH}, {@code HOME}, {@code USER} and {@code LANG}; nothing else is inherited, so that a
 *     setting of the person's shell (a proxy, a {@code PGHOST}) can't change what runs here
 * @param log file that standard output and error are appended to
 */
public record Command(String name, List<String> arguments, Map<String, String> environment, Path log) {
    public Command {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }
}
