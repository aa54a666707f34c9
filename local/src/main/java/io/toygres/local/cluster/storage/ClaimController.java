package io.toygres.local.cluster.storage;

import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import io.toygres.local.cluster.fault.FaultSettings;
import io.toygres.local.cluster.registry.Defaults;
import io.toygres.local.cluster.registry.Events;
import io.toygres.local.cluster.registry.PodFacts;
import io.toygres.local.cluster.registry.ReconcileQueue;
import io.toygres.local.cluster.registry.Registry;
import io.toygres.local.cluster.store.ResourceTypes;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Binds claims to volumes, and lets go of claims that nobody uses. */
public final class ClaimController implements AutoCloseable {
    private static final String SELECTED_NODE = "volume.kubernetes.io/selected-node";
    private static final String IS_DEFAULT = "storageclass.kubernetes.io/is-default-class";

    private final Registry registry;
    private final Events events;
    private final FaultSettings faults;
    private final Clock clock;
    private final Volumes volumes;
    private final ReconcileQueue<ClaimId> queue;
    private final Map<String, Instant> asked = new ConcurrentHashMap<>();

    private record ClaimId(String namespace, String name) {}

    public ClaimController(Registry registry, Events events, FaultSettings faults, Clock clock, Volumes volumes) {
        this.registry = registry;
        this.events = events;
        this.faults = faults;
        this.clock = clock;
        this.volumes = volumes;
        this.queue = new ReconcileQueue<>("claim", this::reconcile);
        registry.listen(
                ResourceTypes.PERSISTENT_VOLUME_CLAIMS,
                change -> queue.add(
                        new ClaimId(change.key().namespace(), change.key().name())));
        registry.listen(ResourceTypes.PODS, change -> change.object()
                .at("/spec/volumes")
                .forEach(volume -> add(
                        change.key().namespace(),
                        volume.at("/persistentVolumeClaim/claimName").asText(""))));
        faults.listen(() -> registry.list(ResourceTypes.PERSISTENT_VOLUME_CLAIMS, "")
                .forEach(claim -> add(
                        claim.getMetadata().getNamespace(), claim.getMetadata().getName())));
    }

    private void add(String namespace, String claim) {
        if (!claim.isEmpty()) {
            queue.add(new ClaimId(namespace, claim));
        }
    }

    private Optional<Duration> reconcile(ClaimId id) throws IOException {
        Optional<PersistentVolumeClaim> found =
                registry.find(ResourceTypes.PERSISTENT_VOLUME_CLAIMS, id.namespace(), id.name());
        volumes.removeUnclaimed();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        PersistentVolumeClaim claim = found.get();
        if (claim.getMetadata().getDeletionTimestamp() != null) {
            letGo(id, claim);
            return Optional.empty();
        }
        return claim.getStatus().getPhase().equals("Bound") ? Optional.empty() : bind(id, claim);
    }

    private Optional<Duration> bind(ClaimId id, PersistentVolumeClaim claim) throws IOException {
        Optional<StorageClass> storageClass = storageClass(id, claim);
        if (storageClass.isEmpty()) {
            events.warning(
                    "persistentvolume-controller",
                    claim,
                    "ProvisioningFailed",
                    "storageclass.storage.k8s.io \"" + claim.getSpec().getStorageClassName() + "\" not found");
            return Optional.of(Duration.ofSeconds(1));
        }
        Map<String, String> annotations = claim.getMetadata().getAnnotations();
        boolean waits = "WaitForFirstConsumer".equals(storageClass.get().getVolumeBindingMode());
        if (waits && (annotations == null || !annotations.containsKey(SELECTED_NODE))) {
            events.normal(
                    "persistentvolume-controller",
                    claim,
                    "WaitForFirstConsumer",
                    "waiting for first consumer to be created before binding");
            return Optional.empty();
        }
        Instant since = asked.computeIfAbsent(claim.getMetadata().getUid(), uid -> clock.instant());
        Duration left =
                Duration.between(clock.instant(), since.plus(faults.current().volumeBindingDelay()));
        if (left.isPositive()) {
            return Optional.of(left);
        }
        PersistentVolume volume = volumes.provide(claim);
        var unused = registry.edit(ResourceTypes.PERSISTENT_VOLUME_CLAIMS, id.namespace(), id.name(), current -> {
            current.getSpec().setVolumeName(volume.getMetadata().getName());
            current.getStatus().setPhase("Bound");
            current.getStatus().setAccessModes(current.getSpec().getAccessModes());
            current.getStatus().setCapacity(volume.getSpec().getCapacity());
        });
        asked.remove(claim.getMetadata().getUid());
        events.normal(
                "persistentvolume-controller",
                claim,
                "ProvisioningSucceeded",
                "Successfully provisioned volume " + volume.getMetadata().getName());
        return Optional.empty();
    }

    /** The class asked for, or the default one, which the claim then names. */
    private Optional<StorageClass> storageClass(ClaimId id, PersistentVolumeClaim claim) {
        String name = claim.getSpec().getStorageClassName();
        if (name != null) {
            return registry.find(ResourceTypes.STORAGE_CLASSES, "", name);
        }
        Optional<StorageClass> usual = registry.list(ResourceTypes.STORAGE_CLASSES, "").stream()
                .filter(candidate -> candidate.getMetadata().getAnnotations() != null
                        && "true"
                                .equals(candidate.getMetadata().getAnnotations().get(IS_DEFAULT)))
                .findFirst();
        usual.ifPresent(chosen -> {
            var unused = registry.edit(
                    ResourceTypes.PERSISTENT_VOLUME_CLAIMS, id.namespace(), id.name(), current -> current.getSpec()
                            .setStorageClassName(chosen.getMetadata().getName()));
        });
        return usual;
    }

    private void letGo(ClaimId id, PersistentVolumeClaim claim) {
        boolean used = registry.list(ResourceTypes.PODS, id.namespace()).stream()
                .filter(pod -> !PodFacts.isOver(pod))
                .flatMap(pod -> pod.getSpec().getVolumes().stream())
                .anyMatch(volume -> volume.getPersistentVolumeClaim() != null
                        && volume.getPersistentVolumeClaim().getClaimName().equals(id.name()));
        if (used) {
            return;
        }
        asked.remove(claim.getMetadata().getUid());
        var unused = registry.edit(ResourceTypes.PERSISTENT_VOLUME_CLAIMS, id.namespace(), id.name(), current -> {
            List<String> finalizers = new ArrayList<>(current.getFinalizers());
            finalizers.remove(Defaults.CLAIM_PROTECTION);
            current.getMetadata().setFinalizers(finalizers);
        });
    }

    @Override
    public void close() {
        queue.close();
    }
}
