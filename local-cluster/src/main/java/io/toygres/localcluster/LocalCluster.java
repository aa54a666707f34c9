package io.toygres.localcluster;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.toygres.localcluster.api.ApiServer;
import io.toygres.localcluster.api.HttpListener;
import io.toygres.localcluster.api.PlainEndpoint;
import io.toygres.localcluster.api.TokenEndpoint;
import io.toygres.localcluster.control.ControlEndpoint;
import io.toygres.localcluster.control.Disasters;
import io.toygres.localcluster.fault.ApiFaults;
import io.toygres.localcluster.fault.FaultSettings;
import io.toygres.localcluster.gc.GarbageCollector;
import io.toygres.localcluster.gc.NamespaceController;
import io.toygres.localcluster.identity.Access;
import io.toygres.localcluster.identity.ServiceAccountAdmission;
import io.toygres.localcluster.identity.TokenIssuer;
import io.toygres.localcluster.identity.WorkloadIdentityWebhook;
import io.toygres.localcluster.job.JobController;
import io.toygres.localcluster.network.Addresses;
import io.toygres.localcluster.network.HostsFile;
import io.toygres.localcluster.network.ServiceAddresses;
import io.toygres.localcluster.network.ServiceController;
import io.toygres.localcluster.network.ServiceDefaults;
import io.toygres.localcluster.pod.Kubelet;
import io.toygres.localcluster.pod.Machine;
import io.toygres.localcluster.pod.NodeRestart;
import io.toygres.localcluster.pod.Nodes;
import io.toygres.localcluster.registry.Admission;
import io.toygres.localcluster.registry.Defaults;
import io.toygres.localcluster.registry.Events;
import io.toygres.localcluster.registry.ObjectIdentity;
import io.toygres.localcluster.registry.Registry;
import io.toygres.localcluster.registry.Validation;
import io.toygres.localcluster.runtime.Directories;
import io.toygres.localcluster.runtime.ImageCatalog;
import io.toygres.localcluster.runtime.ProcessSpawner;
import io.toygres.localcluster.statefulset.StatefulSetController;
import io.toygres.localcluster.storage.ClaimController;
import io.toygres.localcluster.storage.Volumes;
import io.toygres.localcluster.store.ObjectStore;
import io.toygres.localcluster.store.ResourceTypes;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * A running cluster. {@code close} ends every process it has started, and so does the end of this JVM, however that comes. The
 * next cluster in the same directory goes on with its objects and volumes, as after a restart of all its machines.
 */
public final class LocalCluster implements AutoCloseable {
    /** Where it tells what each service account has asked of the API so far: {@link Access#calls}. */
    private static final String CALLS = "/toygres-local/calls";

    private final Closing closing;
    private final ClusterFiles files;
    private final String url;

    private LocalCluster(LocalClusterConfig config, Closing closing) throws IOException, InterruptedException {
        this.closing = closing;
        files = closing.add(ClusterFiles.prepare(config.directory()));
        HttpListener listener = closing.add(HttpListener.open(config.port()));
        url = listener.url();
        ObjectStore store = closing.add(ObjectStore.open(files.objects()));
        Machine machine = machine(config, store);
        Kubelet kubelet = closing.add(new Kubelet(machine));
        startControllers(config, machine, kubelet);
        Nodes nodes = new Nodes(machine.registry(), machine.addresses().node());
        FirstObjects.create(machine.registry(), nodes, config.namespaces());
        new NodeRestart(machine).recover();
        store.announce();
        listener.serve(api(machine, kubelet, nodes));
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

    /** Of the Kubernetes API, and the issuer of its tokens. */
    public String url() {
        return url;
    }

    /** Of the fault knobs, which {@link ControlEndpoint} documents. */
    public URI faultsUrl() {
        return URI.create(url + ControlEndpoint.PATH);
    }

    private Machine machine(LocalClusterConfig config, ObjectStore store) throws IOException {
        Clock clock = Clock.systemUTC();
        Addresses addresses = closing.add(addresses(store, config.directory()));
        Registry registry = registry(config, store, addresses, clock);
        return new Machine(
                registry,
                new Events(registry, clock),
                closing.add(new ProcessSpawner()),
                new ImageCatalog(config.postgresRoot(), config.tools(), files.images()),
                addresses,
                new TokenIssuer(url, files.tokenKey(), clock),
                new FaultSettings(config.faults()),
                clock,
                files.pods(),
                files.sockets(),
                files.etc(),
                config.crashBackoff());
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
                new ServiceDefaults(),
                new ServiceAccountAdmission(store),
                new WorkloadIdentityWebhook(store, config.tenant()),
                new Validation(store),
                new ServiceAddresses(store, addresses)));
        return new Registry(store, admission, new ObjectIdentity(clock));
    }

    private void startControllers(LocalClusterConfig config, Machine machine, Kubelet kubelet) throws IOException {
        Registry registry = machine.registry();
        Events events = machine.events();
        Clock clock = machine.clock();
        closing.add(new ServiceController(
                registry,
                kubelet::network,
                machine.addresses(),
                machine.faults(),
                new HostsFile(files.hosts()),
                config.dnsSuffix(),
                clock));
        Volumes volumes = new Volumes(registry, files.volumes());
        volumes.adopt();
        closing.add(new ClaimController(registry, events, machine.faults(), clock, volumes));
        closing.add(new StatefulSetController(registry, events));
        closing.add(new JobController(registry, events, clock, config.jobBackoff()));
        closing.add(new GarbageCollector(registry));
        closing.add(new NamespaceController(registry));
    }

    private ApiServer api(Machine machine, Kubelet kubelet, Nodes nodes) {
        TokenIssuer tokens = machine.tokens();
        Disasters disasters = closing.add(new Disasters(machine.registry(), kubelet, nodes));
        Access access = new Access(machine.registry(), tokens);
        Map<String, PlainEndpoint> plain = Map.of(
                "/openid/v1/jwks",
                (method, path, body) -> tokens.keySet(),
                "/.well-known/openid-configuration",
                (method, path, body) -> tokens.discovery(),
                ControlEndpoint.PATH,
                new ControlEndpoint(machine.faults(), disasters),
                CALLS,
                (method, path, body) -> access.calls());
        return new ApiServer(
                machine.registry(),
                kubelet,
                new TokenEndpoint(machine.registry(), tokens, machine.clock()),
                access,
                new ApiFaults(machine.faults()),
                machine.clock(),
                plain);
    }

    @Override
    public void close() throws IOException {
        closing.close();
    }
}
