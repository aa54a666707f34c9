package io.toygres.localcluster.pod;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.toygres.localcluster.pod.VolumeFiles.Content;
import io.toygres.localcluster.runtime.Directories;
import io.toygres.localcluster.runtime.Mount;
import io.toygres.localcluster.store.ResourceTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The volumes of one pod as directories of this machine. */
final class PodVolumes {
    private final Machine machine;
    private final Path directory;
    private final VolumeContents contents;
    private final Map<String, VolumeFiles> files = new HashMap<>();

    PodVolumes(Machine machine, Path directory, Pod pod) {
        this.machine = machine;
        this.directory = directory;
        this.contents = new VolumeContents(machine, pod);
    }

    /**
     * Makes what is missing and brings files up to date.
     *
     * @return when a token among the files has to be renewed
     */
    Optional<Duration> refresh(Pod pod) throws NotReadyException, IOException {
        for (Volume volume : pod.getSpec().getVolumes()) {
            Path path = directory.resolve(volume.getName());
            if (volume.getEmptyDir() != null) {
                if (!Files.isDirectory(path)) {
                    Files.createDirectories(path);
                    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));
                }
            } else if (volume.getPersistentVolumeClaim() == null) {
                Files.createDirectories(directory);
                files.computeIfAbsent(volume.getName(), name -> new VolumeFiles(path))
                        .write(content(volume));
            }
        }
        return contents.renewal();
    }

    private Map<String, Content> content(Volume volume) throws NotReadyException {
        try {
            return contents.of(volume);
        } catch (NotReadyException missing) {
            String what = "MountVolume.SetUp failed for volume \"" + volume.getName() + "\" : ";
            throw new NotReadyException(missing.reason(), what + missing.getMessage());
        }
    }

    List<Mount> mounts(Pod pod, Container container) throws NotReadyException, IOException {
        List<Mount> mounts = new ArrayList<>();
        for (VolumeMount mount : container.getVolumeMounts()) {
            Volume volume = pod.getSpec().getVolumes().stream()
                    .filter(candidate -> candidate.getName().equals(mount.getName()))
                    .findFirst()
                    .orElseThrow(
                            () -> new NotReadyException("CreateContainerConfigError", "no volume " + mount.getName()));
            boolean fileVolume = files.containsKey(volume.getName());
            boolean readOnly = fileVolume || Boolean.TRUE.equals(mount.getReadOnly());
            mounts.add(new Mount(source(pod, volume, mount), mount.getMountPath(), readOnly));
        }
        return mounts;
    }

    void delete() throws IOException {
        Directories.delete(directory);
    }

    private Path source(Pod pod, Volume volume, VolumeMount mount) throws NotReadyException, IOException {
        Path root = volume.getPersistentVolumeClaim() == null
                ? directory.resolve(volume.getName())
                : claimDirectory(pod, volume.getPersistentVolumeClaim().getClaimName());
        if (mount.getSubPath() == null || mount.getSubPath().isEmpty()) {
            return root;
        }
        Path sub = root.resolve(mount.getSubPath()).normalize();
        if (!sub.startsWith(root)) {
            throw new NotReadyException(
                    "CreateContainerConfigError", "subPath leaves the volume: " + mount.getSubPath());
        }
        if (!Files.exists(sub)) {
            Files.createDirectories(sub);
        }
        return sub.toRealPath();
    }

    private Path claimDirectory(Pod pod, String claimName) throws NotReadyException {
        return machine.registry()
                .find(ResourceTypes.PERSISTENT_VOLUME_CLAIMS, pod.getMetadata().getNamespace(), claimName)
                .map(PersistentVolumeClaim::getSpec)
                .filter(claim -> claim.getVolumeName() != null)
                .flatMap(claim -> machine.registry().find(ResourceTypes.PERSISTENT_VOLUMES, "", claim.getVolumeName()))
                .map(volume -> Path.of(volume.getSpec().getHostPath().getPath()))
                .filter(Files::isDirectory)
                .orElseThrow(
                        () -> new NotReadyException("ContainerCreating", "no volume is bound to claim " + claimName));
    }
}
