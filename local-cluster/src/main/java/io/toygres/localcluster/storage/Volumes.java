package io.toygres.localcluster.storage;

import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.toygres.localcluster.registry.DeleteRequest;
import io.toygres.localcluster.registry.Registry;
import io.toygres.localcluster.runtime.Directories;
import io.toygres.localcluster.store.ObjectKey;
import io.toygres.localcluster.store.ResourceTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;

/** Volumes as directories. There is no limit to what they hold but the disk's. */
public final class Volumes {
    private final Registry registry;
    private final Path directory;

    public Volumes(Registry registry, Path directory) {
        this.registry = registry;
        this.directory = directory;
    }

    /**
     * After a start: the volumes lie where this cluster's folder is now, and directories that belong to none, because their
     * cluster was killed in between, go.
     */
    public void adopt() throws IOException {
        for (PersistentVolume volume : registry.list(ResourceTypes.PERSISTENT_VOLUMES, "")) {
            String name = volume.getMetadata().getName();
            Path path = directory.resolve(name);
            if (Files.isDirectory(path)) {
                var unused = registry.edit(ResourceTypes.PERSISTENT_VOLUMES, "", name, current -> current.getSpec()
                        .getHostPath()
                        .setPath(path.toString()));
            }
        }
        try (Stream<Path> directories = Files.list(directory)) {
            for (Path path : directories.toList()) {
                String name = path.getFileName().toString();
                if (registry.find(ResourceTypes.PERSISTENT_VOLUMES, "", name).isEmpty()) {
                    Directories.delete(path);
                }
            }
        }
    }

    /** The volume of a claim; made if there is none. Like a fresh disk it has a {@code lost+found}. */
    PersistentVolume provide(PersistentVolumeClaim claim) throws IOException {
        String name = "pvc-" + claim.getMetadata().getUid();
        var existing = registry.find(ResourceTypes.PERSISTENT_VOLUMES, "", name);
        if (existing.isPresent()) {
            return existing.get();
        }
        Path path = directory.resolve(name);
        Files.createDirectories(path.resolve("lost+found"));
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));
        return registry.create(ResourceTypes.PERSISTENT_VOLUMES, volume(name, path, claim));
    }

    private static PersistentVolume volume(String name, Path path, PersistentVolumeClaim claim) {
        return new PersistentVolumeBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withCapacity(claim.getSpec().getResources().getRequests())
                .withAccessModes(claim.getSpec().getAccessModes())
                .withPersistentVolumeReclaimPolicy("Delete")
                .withStorageClassName(claim.getSpec().getStorageClassName())
                .withNewHostPath()
                .withPath(path.toString())
                .endHostPath()
                .withNewClaimRef()
                .withKind("PersistentVolumeClaim")
                .withNamespace(claim.getMetadata().getNamespace())
                .withName(claim.getMetadata().getName())
                .withUid(claim.getMetadata().getUid())
                .endClaimRef()
                .endSpec()
                .withNewStatus()
                .withPhase("Bound")
                .endStatus()
                .build();
    }

    /** Deletes volumes whose claim is gone, with what is in them. */
    synchronized void removeUnclaimed() throws IOException {
        for (PersistentVolume volume : registry.list(ResourceTypes.PERSISTENT_VOLUMES, "")) {
            var claim = volume.getSpec().getClaimRef();
            if (claim == null || !isOurs(volume)) {
                continue;
            }
            boolean claimed = registry.find(
                            ResourceTypes.PERSISTENT_VOLUME_CLAIMS, claim.getNamespace(), claim.getName())
                    .filter(found -> found.getMetadata().getUid().equals(claim.getUid()))
                    .isPresent();
            if (!claimed) {
                remove(volume);
            }
        }
    }

    /** Volumes that someone else has made may lie anywhere and are left alone. */
    private boolean isOurs(PersistentVolume volume) {
        return volume.getSpec().getHostPath() != null
                && Path.of(volume.getSpec().getHostPath().getPath()).normalize().startsWith(directory);
    }

    private void remove(PersistentVolume volume) throws IOException {
        Directories.delete(Path.of(volume.getSpec().getHostPath().getPath()));
        registry.deleteIfPresent(ObjectKey.of(ResourceTypes.PERSISTENT_VOLUMES, volume), DeleteRequest.BACKGROUND);
    }
}
