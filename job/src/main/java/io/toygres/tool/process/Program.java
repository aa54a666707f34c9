package io.toygres.tool.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A program to start. No shell sees its arguments.
 *
 * @param name how failures and logs call it, such as {@code pg_dump}
 * @param command the program's path and its arguments
 * @param environment all the variables that it gets
 */
public record Program(String name, List<String> command, Map<String, String> environment) {

    public Program {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /** The same with more arguments. */
    public Program with(String... arguments) {
        List<String> longer = new ArrayList<>(command);
        longer.addAll(List.of(arguments));
        return new Program(name, longer, environment);
    }

    ProcessBuilder builder() {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder;
    }
}
