package io.toygres.local.up;

import java.util.concurrent.CountDownLatch;

/** The stand-in of a cluster by itself, for {@code ./toygres compose}: its kubeconfig is in {@code data/cluster} of the state folder. */
public final class ClusterStandIn {
    private ClusterStandIn() {}

    public static void main(String... arguments) throws InterruptedException {
        Settings settings = Settings.from(System.getenv());
        settings.state().create();
        Stack started = new Stack();
        Runtime.getRuntime().addShutdownHook(new Thread(started::close, "stop"));
        started.push(Cluster.startStandIn(settings));
        Progress.say("ready");
        new CountDownLatch(1).await();
    }
}
