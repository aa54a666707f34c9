package io.toygres.e2e.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.toygres.e2e.sut.Routes;
import io.toygres.e2e.sut.SystemUnderTest;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Looks at the objects of the managed namespace. */
public final class Cluster implements AutoCloseable {

    private static final String INSTANCE_ID = "toygres.io/instance-id";
    private static final String IMAGE_ID = "toygres.io/image-id";
    private static final String OPERATION_ID = "toygres.io/operation-id";

    private final KubernetesClient client;
    private final String namespace;

    public Cluster(SystemUnderTest system) {
        this.namespace = system.namespace();
        this.client = Routes.client(system.kubeconfig().orElseThrow());
    }

    /** Why there is none; empty when there is. */
    public static Optional<String> missing(SystemUnderTest system) {
        return system.kubeconfig().isPresent()
                ? Optional.empty()
                : Optional.of("KUBECONFIG is not set, so the cluster's objects can't be looked at");
    }

    /** {@code Kind/name} of every object that an instance has in the cluster. */
    public List<String> objectsOfInstance(UUID instance) {
        return objects(INSTANCE_ID, instance);
    }

    /** {@code Kind/name} of every object that an image has in the cluster. */
    public List<String> objectsOfImage(UUID image) {
        return objects(IMAGE_ID, image);
    }

    /** {@code Kind/name} of every object whose name contains the text. */
    public List<String> objectsNamed(String text) {
        return all().filter(object -> object.getMetadata().getName().contains(text))
                .map(Cluster::title)
                .toList();
    }

    public List<Job> jobsOf(UUID operation) {
        return client.batch()
                .v1()
                .jobs()
                .inNamespace(namespace)
                .withLabel(OPERATION_ID, operation.toString())
                .list()
                .getItems();
    }

    /** Remembers every Job of one operation from now on, even one that is gone before anybody looks. */
    public JobsSeen watchJobs(UUID operation) {
        return new JobsSeen(
                client.batch().v1().jobs().inNamespace(namespace).withLabel(OPERATION_ID, operation.toString()));
    }

    /** As above, of all operations. */
    public JobsSeen watchJobs() {
        return new JobsSeen(client.batch().v1().jobs().inNamespace(namespace));
    }

    /** Whether a pod of the Job is at work. */
    public static boolean isRunning(Job job) {
        Integer active = job.getStatus() == null ? null : job.getStatus().getActive();
        return active != null && active > 0;
    }

    public String podOf(UUID instance) {
        return pod(instance).getMetadata().getName();
    }

    /** The image that the instance's server runs from. */
    public String containerImageOf(UUID instance) {
        return pod(instance).getSpec().getContainers().getFirst().getImage();
    }

    private Pod pod(UUID instance) {
        return client
                .pods()
                .inNamespace(namespace)
                .withLabel(INSTANCE_ID, instance.toString())
                .list()
                .getItems()
                .stream()
                .filter(pod -> pod.getMetadata().getLabels().get("batch.kubernetes.io/job-name") == null)
                .findFirst()
                .orElseThrow();
    }

    private List<String> objects(String label, UUID id) {
        return all().filter(object -> {
                    var labels = object.getMetadata().getLabels();
                    return labels != null && id.toString().equals(labels.get(label));
                })
                .map(Cluster::title)
                .toList();
    }

    /** Every object of the kinds that Toygres makes. */
    public List<HasMetadata> objects() {
        return all().toList();
    }

    private Stream<HasMetadata> all() {
        return Stream.of(
                        client.batch().v1().jobs().inNamespace(namespace),
                        client.pods().inNamespace(namespace),
                        client.apps().statefulSets().inNamespace(namespace),
                        client.services().inNamespace(namespace),
                        client.persistentVolumeClaims().inNamespace(namespace),
                        client.secrets().inNamespace(namespace),
                        client.configMaps().inNamespace(namespace))
                .flatMap(kind -> kind.list().getItems().stream());
    }

    /** A volume claim as an instance has one, of an instance that nobody knows. @return its name */
    public String createStrayClaim(String instanceName, UUID instance) {
        String stem = instanceName + "-" + instance.toString().substring(0, 8);
        PersistentVolumeClaim claim = new PersistentVolumeClaimBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(stem + "-pvc")
                .addToLabels("app.kubernetes.io/managed-by", "toygres")
                .addToLabels("app.kubernetes.io/instance", stem)
                .addToLabels(INSTANCE_ID, instance.toString())
                .endMetadata()
                .withNewSpec()
                .withAccessModes("ReadWriteOnce")
                .withNewResources()
                .addToRequests("storage", new Quantity("1Gi"))
                .endResources()
                .endSpec()
                .build();
        return client.resource(claim).create().getMetadata().getName();
    }

    /** One that is not there counts as deleted. */
    public void deleteClaim(String name) {
        client.persistentVolumeClaims().inNamespace(namespace).withName(name).delete();
    }

    /** {@code Kind/name} */
    public static String title(HasMetadata object) {
        return object.getKind() + "/" + object.getMetadata().getName();
    }

    @Override
    public void close() {
        client.close();
    }
}
