package io.toygres.e2e.audit;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.toygres.e2e.cluster.Cluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The managed namespace holds the objects of running instances, the ended Jobs of what they made, and nothing else. */
final class ClusterAudit {

    private static final String INSTANCE_ID = "toygres.io/instance-id";
    private static final String IMAGE_ID = "toygres.io/image-id";
    private static final String JOB_NAME = "batch.kubernetes.io/job-name";

    /** What a running instance has: two Secrets, of the password and of the certificate. Of a restored one there may be an ended Job too. */
    private static final List<String> PARTS =
            List.of("ConfigMap", "PersistentVolumeClaim", "Pod", "Secret", "Secret", "Service", "StatefulSet");

    private final Cluster cluster;
    private final Optional<Path> hosts;

    /** @param hosts the file of the instances' names; empty when the cluster has none */
    ClusterAudit(Cluster cluster, Optional<Path> hosts) {
        this.cluster = cluster;
        this.hosts = hosts;
    }

    List<String> differences(Resources resources) {
        List<HasMetadata> objects = cluster.objects();
        List<String> found = new ArrayList<>();
        objects.forEach(object -> ownerless(object, resources, objects).ifPresent(found::add));
        resources.instances().forEach((id, instance) -> {
            if (instance.runs()) {
                found.addAll(missing(id, instance, objects));
            }
        });
        hosts.ifPresent(file -> found.addAll(names(resources, file)));
        return found.stream().sorted().toList();
    }

    private static Optional<String> ownerless(HasMetadata object, Resources resources, List<HasMetadata> all) {
        Optional<UUID> instance = label(object, INSTANCE_ID);
        Optional<UUID> image = label(object, IMAGE_ID);
        if (object instanceof Job job && isActive(job)) {
            return Optional.of("cluster: %s is still at work".formatted(Cluster.title(object)));
        }
        if (instance.isPresent() && !resources.runs(instance.get())) {
            return Optional.of(
                    "cluster: %s belongs to %s".formatted(Cluster.title(object), resources.describe(instance.get())));
        }
        if (image.isPresent() && instance.isEmpty() && !resources.isAvailable(image.get())) {
            return Optional.of(
                    "cluster: %s belongs to %s".formatted(Cluster.title(object), resources.describeImage(image.get())));
        }
        if (instance.isEmpty() && image.isEmpty() && isOurs(object) && !hasOwner(object, all)) {
            return Optional.of("cluster: %s belongs to nothing".formatted(Cluster.title(object)));
        }
        return Optional.empty();
    }

    private static List<String> missing(UUID id, Resources.Instance instance, List<HasMetadata> objects) {
        List<HasMetadata> own = objects.stream()
                .filter(object -> label(object, INSTANCE_ID).equals(Optional.of(id)))
                .filter(object -> !(object instanceof Job) && !labels(object).containsKey(JOB_NAME))
                .toList();
        List<String> kinds = own.stream().map(HasMetadata::getKind).sorted().toList();
        if (!kinds.equals(PARTS)) {
            return List.of("cluster: instance %s (%s) is running with %s".formatted(instance.name(), id, kinds));
        }
        return own.stream()
                .filter(object -> object instanceof Pod pod && !isReady(pod))
                .map(pod -> "cluster: %s of running instance %s is not ready"
                        .formatted(Cluster.title(pod), instance.name()))
                .toList();
    }

    /** Names that lead to running instances are there; none is left of the others. */
    private static List<String> names(Resources resources, Path file) {
        Set<String> known = namesIn(file);
        Set<String> expected = resources.instances().values().stream()
                .filter(Resources.Instance::runs)
                .map(instance -> Objects.requireNonNull(instance.host(), instance.name()))
                .collect(Collectors.toCollection(TreeSet::new));
        Stream<String> missing = expected.stream()
                .filter(name -> !known.contains(name))
                .map(name -> "dns: " + name + " of a running instance is missing");
        Stream<String> left = resources.instances().values().stream()
                .filter(instance -> !instance.runs() && instance.host() != null)
                .filter(instance -> known.contains(instance.host()) && !expected.contains(instance.host()))
                .map(instance -> "dns: %s is left of instance %s, which is %s"
                        .formatted(instance.host(), instance.name(), instance.status()));
        return Stream.concat(missing, left).toList();
    }

    private static Set<String> namesIn(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(line -> line.replaceFirst("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .flatMap(line -> Stream.of(line.split("\\s+")).skip(1))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException("can't read " + file, e);
        }
    }

    private static boolean isActive(Job job) {
        return Cluster.isRunning(job);
    }

    private static boolean isReady(Pod pod) {
        return pod.getStatus().getConditions().stream()
                .anyMatch(condition -> condition.getType().equals("Ready")
                        && condition.getStatus().equals("True"));
    }

    private static boolean isOurs(HasMetadata object) {
        return "toygres".equals(labels(object).get("app.kubernetes.io/managed-by"));
    }

    /** What several Jobs share has the Jobs as its owners, and goes with the last of them. */
    private static boolean hasOwner(HasMetadata object, List<HasMetadata> all) {
        return object.getMetadata().getOwnerReferences().stream().anyMatch(owner -> all.stream()
                .anyMatch(other -> owner.getUid().equals(other.getMetadata().getUid())));
    }

    private static Optional<UUID> label(HasMetadata object, String name) {
        return Optional.ofNullable(labels(object).get(name)).map(UUID::fromString);
    }

    private static Map<String, String> labels(HasMetadata object) {
        Map<String, String> labels = object.getMetadata().getLabels();
        return labels == null ? Map.of() : labels;
    }
}
