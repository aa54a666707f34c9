package io.toygres.localcluster.pod;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.toygres.localcluster.runtime.Image;
import io.toygres.localcluster.runtime.Launch;
import io.toygres.localcluster.runtime.Mount;
import io.toygres.localcluster.runtime.PodNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns a container of a pod into a launch: command, environment, user, mounts. */
final class LaunchPlan {
    /** The postgres user of Debian's and of the official images. */
    private static final long POSTGRES = 999;

    private final Machine machine;
    private final Pod pod;
    private final Container container;
    private final Image image;
    private final Path scratch;
    private final SecurityContext context;
    private final PodSecurityContext podContext;

    LaunchPlan(Machine machine, Pod pod, Container container, Image image, Path scratch) {
        this.machine = machine;
        this.pod = pod;
        this.container = container;
        this.image = image;
        this.scratch = scratch;
        this.context = container.getSecurityContext() == null ? new SecurityContext() : container.getSecurityContext();
        this.podContext = pod.getSpec().getSecurityContext();
    }

    static Path terminationFile(Path scratch) {
        return scratch.resolve("termination-log");
    }

    Launch build(PodVolumes volumes, Optional<PodNetwork> network) throws NotReadyException, IOException {
        long user = user();
        PodEnvironment environment = new PodEnvironment(machine.registry(), pod, container, image);
        Map<String, String> values = new HashMap<>(environment.values());
        if (user == POSTGRES && "/".equals(values.get("HOME"))) {
            values.put("HOME", "/var/lib/postgresql");
        }
        List<String> command = new ArrayList<>(environment.expand(container.getCommand()));
        command.addAll(environment.expand(container.getArgs()));
        if (container.getCommand().isEmpty()) {
            throw new NotReadyException(
                    "CreateContainerError", "no command specified: images have no entry point in this cluster");
        }
        return new Launch(
                scratch,
                command,
                container.getWorkingDir() == null ? "/" : container.getWorkingDir(),
                values,
                user,
                group(user),
                pod.getMetadata().getName(),
                Boolean.TRUE.equals(context.getReadOnlyRootFilesystem()),
                mounts(volumes),
                network);
    }

    private List<Mount> mounts(PodVolumes volumes) throws NotReadyException, IOException {
        Files.createDirectories(scratch);
        Path message = terminationFile(scratch);
        Files.write(message, new byte[0]);
        List<Mount> mounts = new ArrayList<>(image.mounts());
        for (String file : List.of("hosts", "passwd", "group")) {
            mounts.add(new Mount(machine.etc().resolve(file), "/etc/" + file, true));
        }
        mounts.add(new Mount(message, container.getTerminationMessagePath(), false));
        mounts.addAll(volumes.mounts(pod, container));
        return mounts;
    }

    private long user() throws NotReadyException {
        Long user = context.getRunAsUser() != null ? context.getRunAsUser() : podContext.getRunAsUser();
        long effective = user == null ? image.user() : user;
        Boolean nonRoot = context.getRunAsNonRoot() != null ? context.getRunAsNonRoot() : podContext.getRunAsNonRoot();
        if (Boolean.TRUE.equals(nonRoot) && effective == 0) {
            throw new NotReadyException(
                    "CreateContainerConfigError", "container has runAsNonRoot and image will run as root");
        }
        return effective;
    }

    private long group(long user) {
        if (context.getRunAsGroup() != null) {
            return context.getRunAsGroup();
        }
        return podContext.getRunAsGroup() != null ? podContext.getRunAsGroup() : user == 0 ? 0 : user;
    }
}
