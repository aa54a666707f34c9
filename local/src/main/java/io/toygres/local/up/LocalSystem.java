package io.toygres.local.up;

import io.toygres.local.identity.ConnectProxy;
import io.toygres.local.identity.LocalEntra;
import io.toygres.local.platform.LocalAzurite;
import io.toygres.local.platform.LocalKafka;
import io.toygres.local.platform.LocalPostgres;
import io.toygres.local.platform.LocalServer;
import io.toygres.local.platform.PrivateCa;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * The supervisor of a local system. Starts everything, writes {@code system.json} once all are ready, starts a server again
 * that ends, and stops all in reverse order on SIGTERM. What it started dies with it, even when it is killed.
 */
public final class LocalSystem {
    private final Settings settings;
    private final StateFolder state;
    private final Stack started = new Stack();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private LocalSystem(Settings settings) {
        this.settings = settings;
        this.state = settings.state();
    }

    /** Configured by environment variables alone, see {@link Settings}. */
    public static void main(String[] arguments) throws InterruptedException {
        try {
            LocalSystem system = new LocalSystem(Settings.from(System.getenv()));
            Runtime.getRuntime().addShutdownHook(new Thread(system::stop, "stop"));
            system.start();
            new CountDownLatch(1).await();
        } catch (StartRefused e) {
            System.err.println(e.getMessage());
            System.exit(1);
        } catch (RuntimeException e) {
            // Threads of what has been started would keep this process alive, and the script waiting for it.
            System.err.println(StartFailure.describe(e));
            System.exit(1);
        }
    }

    private void start() {
        settings.ports().requireFree();
        state.create();
        Progress.tellOfWaiting();
        PrivateCa ca = PrivateCa.in(state.data("ca"));
        CompletableFuture<LocalPostgres> postgres = supervise("cms-postgres", this::launchPostgres);
        CompletableFuture<LocalKafka> kafka = supervise("kafka", this::launchKafka);
        CompletableFuture<LocalAzurite> azurite = supervise("azurite", () -> LocalAzure.launchAzurite(settings, ca));
        Cluster cluster =
                begin("cluster", () -> started.push(Cluster.open(settings))).join();
        ClusterClient client = started.push(new ClusterClient(cluster.kubeconfig()));
        apply(client, "accounts.yaml", "network-policies.yaml");
        started.push(new WorkloadToken(client, state.federatedToken()));
        LocalAzure azure = begin("entra and proxy", () -> azure(ca, azurite.join(), client))
                .join();
        begin("blob container", () -> {
                    azure.createContainer(settings.checkout());
                    return azure;
                })
                .join();
        ServicePlans plans =
                new ServicePlans(settings, postgres.join(), kafka.join(), azure, kubeconfigs(cluster, client));
        startServices(plans.all(), cluster.hosts());
        new SystemFile(settings, cluster, azure, postgres.join(), kafka.join()).write();
        Progress.say("ready");
    }

    private void apply(ClusterClient client, String... files) {
        Path folder = settings.checkout().root().resolve("k8s/base/managed");
        for (String file : files) {
            client.apply(folder.resolve(file), LocalAzure.CLIENT_ID);
        }
    }

    /** A worker has the rights of its Role alone. In a cluster that was brought along, those of who brought it. */
    private WorkerKubeconfigs kubeconfigs(Cluster cluster, ClusterClient client) {
        if (cluster.standIn().isEmpty()) {
            return new WorkerKubeconfigs(cluster.kubeconfig(), cluster.kubeconfig());
        }
        apply(client, "roles.yaml");
        return WorkerKubeconfigs.write(client, state);
    }

    private LocalPostgres launchPostgres() {
        return LocalPostgres.launch(state.data("cms-postgres"), settings.ports().of(ServerPort.POSTGRES));
    }

    private LocalKafka launchKafka() {
        return LocalKafka.launch(state.data("kafka"), settings.ports().of(ServerPort.KAFKA));
    }

    private LocalAzure azure(PrivateCa ca, LocalAzurite azurite, ClusterClient client) {
        LocalEntra entra = started.push(LocalAzure.startEntra(settings, ca, client.tokenIssuer()));
        String address = settings.hostAddress(client.apiServer());
        ConnectProxy proxy = started.push(LocalAzure.startProxy(settings, address, azurite, entra));
        return new LocalAzure(ca, azurite, entra, proxy, state);
    }

    /** Side by side: each takes seconds, and none needs another to start. */
    private void startServices(List<ServicePlan> plans, Optional<Path> hosts) {
        List<CompletableFuture<ServiceProcess>> starting =
                plans.stream().map(plan -> startService(plan, hosts)).toList();
        starting.forEach(CompletableFuture::join);
    }

    private CompletableFuture<ServiceProcess> startService(ServicePlan plan, Optional<Path> hosts) {
        return supervise(
                plan.name(),
                () -> ServiceProcess.launch(
                        plan.command(settings, hosts), settings.ports().of(plan.management())));
    }

    /** Under the name that its log and its line in {@code ./toygres status} have. */
    private <S extends LocalServer> CompletableFuture<S> supervise(String name, Supplier<S> launcher) {
        Supervised<S> server = started.push(new Supervised<>(name, launcher, state));
        return begin(name, server::start);
    }

    private <T> CompletableFuture<T> begin(String what, Supplier<T> work) {
        return CompletableFuture.supplyAsync(() -> Progress.step(what, work), threads);
    }

    private void stop() {
        StateFolder.delete(state.systemFile());
        started.close();
    }
}
