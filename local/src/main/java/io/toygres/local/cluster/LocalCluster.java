package io.toygres.local.cluster;

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
import io.toygres.local.cluster.pod.Nodes;
import io.toygres.local.cluster.registry.Admission;
import io.toygres.local.cluster.registry.Defaults;
import io.toygres.local.cluster.registry.Events;
import io.toygres.local.cluster.registry.ObjectIdentity;
import io.toygres.local.cluster.registry.Registry;
import io.toygres.local.cluster.registry.Validation;
import io.toygres.local.cluster.runtime.ImageCatalog;
import io.toygres.local.cluster.runtime.ProcessSpawner;
import io.toygres.local.cluster.statefulset.StatefulSetController;
import io.toygres.local.cluster.storage.ClaimController;
import io.toygres.local.cluster.storage.Volumes;
import io.toygres.local.cluster.store.ObjectStore;
import io.toygres.local.cluster.store.ResourceTypes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A running cluster. {@code close} ends every process it has started and removes what it has on this machine; if this JVM is
 * killed instead, the processes end with it, and the next cluster in the same directory removes the files.
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
        Addresses addresses = closing.add(Addresses.claim());
        FaultSettings faults = new FaultSettings(config.faults());
        TokenIssuer tokens = new TokenIssuer(url, clock);
        Registry registry = registry(config, addresses, clock);
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
        closing.add(new ClaimController(registry, events, faults, clock, new Volumes(registry, files.volumes())));
        closing.add(new StatefulSetController(registry, events));
        closing.add(new JobController(registry, events, clock, config.jobBackoff()));
        closing.add(new GarbageCollector(registry));
        closing.add(new NamespaceController(registry));
        Nodes nodes = new Nodes(registry, addresses.node());
        furnish(config, registry, nodes);
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

    private static Registry registry(LocalClusterConfig config, Addresses addresses, Clock clock) {
        ObjectStore store = new ObjectStore();
        Admission admission = new Admission(List.of(
                new Defaults(),
                new ServiceAddresses(addresses),
                new ServiceAccountAdmission(store),
                new WorkloadIdentityWebhook(store, config.tenant()),
                new Validation(store)));
        return new Registry(store, admission, new ObjectIdentity(clock));
    }

    private static void furnish(LocalClusterConfig config, Registry registry, Nodes nodes) {
        Stream.concat(Stream.of("default", "kube-system"), config.namespaces().stream())
                .forEach(name -> registry.create(
                        ResourceTypes.NAMESPACES,
                        new NamespaceBuilder()
                                .withNewMetadata()
                                .withName(name)
                                .endMetadata()
                                .build()));
        registry.create(
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
        nodes.add();
    }

    @Override
    public void close() throws IOException {
        closing.close();
    }
}
