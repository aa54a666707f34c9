package io.toygres.localcluster.storage;

import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import io.toygres.localcluster.fault.FaultSettings;
import io.toygres.localcluster.registry.Defaults;
import io.toygres.localcluster.registry.Events;
import io.toygres.localcluster.registry.PodFacts;
import io.toygres.localcluster.registry.ReconcileQueue;
import io.toygres.localcluster.registry.Registry;
import io.toygres.localcluster.store.ResourceTypes;
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
    private static final String COMPONENT = "persistentvolume-controller";
    private static final Duration CLASS_RETRY = Duration.ofSeconds(1);
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

    /** Gives the claim its volume, once the class, a consumer if it waits for one, and the cloud's delay allow it. */
    private Optional<Duration> bind(ClaimId id, PersistentVolumeClaim claim) throws IOException {
        Optional<StorageClass> storageClass = storageClass(id, claim);
        if (storageClass.isEmpty()) {
            String name = claim.getSpec().getStorageClassName();
            events.warning(
                    COMPONENT, claim, "ProvisioningFailed", "storageclass.storage.k8s.io \"" + name + "\" not found");
            return Optional.of(CLASS_RETRY);
        }
        if (waitsForConsumer(storageClass.get(), claim)) {
            String what = "waiting for first consumer to be created before binding";
            events.normal(COMPONENT, claim, "WaitForFirstConsumer", what);
            return Optional.empty();
        }
        Instant since = asked.computeIfAbsent(claim.getMetadata().getUid(), uid -> clock.instant());
        Duration left =
                Duration.between(clock.instant(), since.plus(faults.current().volumeBindingDelay()));
        if (left.isPositive()) {
            return Optional.of(left);
        }
        bindTo(volumes.provide(claim), id, claim);
        return Optional.empty();
    }

    private static boolean waitsForConsumer(StorageClass storageClass, PersistentVolumeClaim claim) {
        Map<String, String> annotations = claim.getMetadata().getAnnotations();
        return "WaitForFirstConsumer".equals(storageClass.getVolumeBindingMode())
                && (annotations == null || !annotations.containsKey(SELECTED_NODE));
    }

    private void bindTo(PersistentVolume volume, ClaimId id, PersistentVolumeClaim claim) {
        String name = volume.getMetadata().getName();
        var unused = registry.edit(ResourceTypes.PERSISTENT_VOLUME_CLAIMS, id.namespace(), id.name(), current -> {
            current.getSpec().setVolumeName(name);
            current.getStatus().setPhase("Bound");
            current.getStatus().setAccessModes(current.getSpec().getAccessModes());
            current.getStatus().setCapacity(volume.getSpec().getCapacity());
        });
        asked.remove(claim.getMetadata().getUid());
        events.normal(COMPONENT, claim, "ProvisioningSucceeded", "Successfully provisioned volume " + name);
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
