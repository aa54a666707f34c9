package io.toygres.e2e.cluster;

import io.toygres.e2e.process.Outcome;
import io.toygres.e2e.sut.SystemUnderTest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The kubectl program, as an operator uses it. */
public final class Kubectl {

    private final Path kubeconfig;
    private final String namespace;

    public Kubectl(SystemUnderTest system) {
        this.kubeconfig = system.kubeconfig().orElseThrow();
        this.namespace = system.namespace();
    }

    /** Why it can't be used; empty when it can. */
    public static Optional<String> missing(SystemUnderTest system) {
        return Outcome.isInstalled("kubectl") ? Cluster.missing(system) : Optional.of("kubectl is not on the PATH");
    }

    public Outcome run(String... arguments) {
        List<String> command =
                new ArrayList<>(List.of("kubectl", "--kubeconfig", kubeconfig.toString(), "--namespace", namespace));
        command.addAll(List.of(arguments));
        return Outcome.of(command);
    }
}
