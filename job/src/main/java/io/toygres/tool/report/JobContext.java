package io.toygres.tool.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.toygres.contract.ContractJson;
import io.toygres.tool.process.Children;
import io.toygres.tool.process.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** What a command has from outside: the pod's variables and files, its programs, and where it reports. */
public record JobContext(
        Map<String, String> environment,
        JobFiles files,
        JobLog log,
        Children children,
        Programs programs,
        ProgressBoard progress) {

    public JobContext {
        environment = Map.copyOf(environment);
    }

    static JobContext of(Map<String, String> environment, JobFiles files, JobLog log) {
        return new JobContext(
                environment, files, log, new Children(), new Programs(environment), new ProgressBoard(log));
    }

    /** The spec, from {@code TOYGRES_SPEC}. */
    public <T> T spec(Class<T> type) {
        try {
            return ContractJson.mapper().readValue(required("TOYGRES_SPEC"), type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("TOYGRES_SPEC cannot be read: " + e.getOriginalMessage(), e);
        }
    }

    /** What keeps this try's files apart from another's: the pod's uid. */
    public String attempt() {
        return required("TOYGRES_ATTEMPT");
    }

    public Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    private String required(String name) {
        return variable(name).orElseThrow(() -> new IllegalStateException("The pod has no variable " + name));
    }

    /** The Secret's password, to its last byte. */
    public String password() {
        try {
            return Files.readString(files.password());
        } catch (IOException e) {
            throw new UncheckedIOException("the Secret's password cannot be read", e);
        }
    }

    /** Whose certificates the server has to have; absent where none are mounted. */
    public Optional<Path> serverAuthorities() {
        return Optional.of(files.serverAuthorities()).filter(Files::exists);
    }

    /** A new folder on the work volume. */
    public Path workFolder(String name) {
        try {
            return Files.createDirectories(files.work().resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create a folder on the work volume", e);
        }
    }
}
