package io.toygres.local.cluster;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.storage.StorageClassBuilder;
import io.toygres.local.cluster.api.ApiServer;
import io.toygres.local.cluster.api.HttpListener;
import io.toygres.local.cluster.api.PlainEndpoint;
import io.toygres.local.cluster.api.TokenEndpoint;
import io.toygres.local.cluster.control.ControlEndpoint;
import io.toygres.local.cluster.control.Disasters;
import io.toygres.local.cluster.fault.ApiFaults;
import io.toygres.local.cluster.fault.FaultSettings;
import io.toygres.local.cluster.gc.GarbageCollector;
import io.toygres.local.cluster.gc.NamespaceController;
import io.toygres.local.cluster.identity.ServiceAccountAdmission;
import io.toygres.local.cluster.identity.TokenIssuer;
import io.toygres.local.cluster.identity.WorkloadIdentityWebhook;
import io.toygres.local.cluster.job.JobController;
import io.toygres.local.cluster.network.Addresses;
import io.toygres.local.cluster.network.HostsFile;
import io.toygres.local.cluster.network.ServiceAddresses;
import io.toygres.local.cluster.network.ServiceController;
import io.toygres.local.cluster.pod.Kubelet;
import io.toygres.local.cluster.pod.Machine;
import io.toygres.local.cluster.pod.NodeRestart;
import io.toygres.local.cluster.pod.Nodes;
import io.toygres.local.cluster.registry.Admission;
import io.toygres.local.cluster.registry.Defaults;
import io.toygres.local.cluster.registry.Events;
import io.toygres.local.cluster.registry.ObjectIdentity;
import io.toygres.local.cluster.registry.Registry;
import io.toygres.local.cluster.registry.Validation;
import io.toygres.local.cluster.runtime.Directories;
import io.toygres.local.cluster.runtime.ImageCatalog;
import io.toygres.local.cluster.runtime.ProcessSpawner;
import io.toygres.local.cluster.statefulset.StatefulSetController;
import io.toygres.local.cluster.storage.ClaimController;
import io.toygres.local.cluster.storage.Volumes;
import io.toygres.local.cluster.store.ObjectStore;
import io.toygres.local.cluster.store.ResourceType;
import io.toygres.local.cluster.store.ResourceTypes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A running cluster. {@code close} ends every process it has started, and so does the end of this JVM, however that comes. The
 * next cluster in the same directory goes on with its objects and volumes, as after a restart of all its machines.
 */
public final class LocalCluster implements AutoCloseable {
    private final Closing closing;
    private final ClusterFiles files;
    private final String url;

    private LocalCluster(LocalClusterConfig config, Closing closing) throws IOException, InterruptedException {
        this.closing = closing;
        Clock clock = Clock.systemUTC();
        files = ClusterFiles.prepare(config.directory());
        closing.add(files);
        HttpListener listener = closing.add(HttpListener.open(config.port()));
        url = listener.url();
        ObjectStore store = closing.add(ObjectStore.open(files.objects()));
        Addresses addresses = closing.add(addresses(store, config.directory()));
        FaultSettings faults = new FaultSettings(config.faults());
        TokenIssuer tokens = new TokenIssuer(url, files.tokenKey(), clock);
        Registry registry = registry(config, store, addresses, clock);
        Events events = new Events(registry, clock);
        ProcessSpawner spawner = closing.add(new ProcessSpawner());
        ImageCatalog images = new ImageCatalog(config.postgresRoot(), config.azcopy(), files.images());
        Machine machine = new Machine(
                registry,
                events,
                spawner,
                images,
                addresses,
                tokens,
                faults,
                clock,
                files.pods(),
                files.sockets(),
                files.etc(),
                config.crashBackoff());
        Kubelet kubelet = closing.add(new Kubelet(machine));
        closing.add(new ServiceController(
                registry, kubelet, addresses, faults, new HostsFile(files.hosts()), config.dnsSuffix(), clock));
        Volumes volumes = new Volumes(registry, files.volumes());
        closing.add(new ClaimController(registry, events, faults, clock, volumes));
        closing.add(new StatefulSetController(registry, events));
        closing.add(new JobController(registry, events, clock, config.jobBackoff()));
        closing.add(new GarbageCollector(registry));
        closing.add(new NamespaceController(registry));
        Nodes nodes = new Nodes(registry, addresses.node());
        furnish(config, registry, nodes);
        volumes.adopt();
        new NodeRestart(machine).recover();
        store.announce();
        Disasters disasters = closing.add(new Disasters(registry, kubelet, nodes));
        Map<String, PlainEndpoint> plain = Map.of(
                "/openid/v1/jwks",
                (method, path, body) -> tokens.keySet(),
                "/.well-known/openid-configuration",
                (method, path, body) -> tokens.discovery(),
                ControlEndpoint.PATH,
                new ControlEndpoint(faults, disasters));
        listener.serve(new ApiServer(
                registry, kubelet, new TokenEndpoint(registry, tokens, clock), new ApiFaults(faults), clock, plain));
        files.writeKubeconfig(url);
    }

    public static LocalCluster start(LocalClusterConfig config) throws IOException, InterruptedException {
        Closing closing = new Closing();
        try {
            return new LocalCluster(config, closing);
        } catch (IOException | InterruptedException | RuntimeException failure) {
            closing.close();
            throw failure;
        }
    }

    /** A new and empty one that leaves nothing behind when it is closed, for tests. */
    public static LocalCluster throwaway(LocalClusterConfig config) throws IOException, InterruptedException {
        Directories.delete(config.directory());
        LocalCluster cluster = start(config);
        cluster.closing.addFirst(() -> Directories.delete(config.directory()));
        return cluster;
    }

    /** For {@code KUBECONFIG} and {@code kubectl --kubeconfig}. */
    public Path kubeconfig() {
        return files.kubeconfig();
    }

    /** The cluster's names in the format of hosts(5), kept up to date in place: for {@code -Djdk.net.hosts.file=}. */
    public Path hostsFile() {
        return files.hosts();
    }

    /** Of the Kubernetes API, and the issuer of its tokens; the fault knobs are below {@link ControlEndpoint#PATH}. */
    public String url() {
        return url;
    }

    private static Addresses addresses(ObjectStore store, Path directory) throws IOException {
        List<ObjectNode> nodes = store.list(ResourceTypes.NODES, "").items();
        return nodes.isEmpty()
                ? Addresses.claim(directory)
                : Addresses.reclaim(
                        nodes.getFirst().at("/status/addresses/0/address").asText());
    }

    private static Registry registry(LocalClusterConfig config, ObjectStore store, Addresses addresses, Clock clock) {
        Admission admission = new Admission(List.of(
                new Defaults(),
                new ServiceAddresses(store, addresses),
                new ServiceAccountAdmission(store),
                new WorkloadIdentityWebhook(store, config.tenant()),
                new Validation(store)));
        return new Registry(store, admission, new ObjectIdentity(clock));
    }

    private static void furnish(LocalClusterConfig config, Registry registry, Nodes nodes) {
        Stream.concat(Stream.of("default", "kube-system"), config.namespaces().stream())
                .forEach(name -> createOnce(
                        registry,
                        ResourceTypes.NAMESPACES,
                        new NamespaceBuilder()
                                .withNewMetadata()
                                .withName(name)
                                .endMetadata()
                                .build()));
        createOnce(
                registry,
                ResourceTypes.STORAGE_CLASSES,
                new StorageClassBuilder()
                        .withNewMetadata()
                        .withName("toygres-local")
                        .addToAnnotations("storageclass.kubernetes.io/is-default-class", "true")
                        .endMetadata()
                        .withProvisioner("toygres.io/local")
                        .withReclaimPolicy("Delete")
                        .withVolumeBindingMode("WaitForFirstConsumer")
                        .withAllowVolumeExpansion(true)
                        .build());
        nodes.addFirst();
    }

    private static <T extends HasMetadata> void createOnce(Registry registry, ResourceType<T> type, T object) {
        if (registry.find(type, "", object.getMetadata().getName()).isEmpty()) {
            registry.create(type, object);
        }
    }

    @Override
    public void close() throws IOException {
        closing.close();
    }
}
