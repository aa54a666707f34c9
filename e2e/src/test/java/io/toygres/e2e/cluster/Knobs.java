package io.toygres.e2e.cluster;

import io.toygres.e2e.api.Reply;
import io.toygres.e2e.api.ToygresApi;
import io.toygres.e2e.sut.LocalSystem;
import io.toygres.e2e.sut.SystemUnderTest;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The control endpoint of the stand-in cluster: does what clouds do, on demand. */
public final class Knobs {

    /** JUnit resource: who breaks federated tokens takes it alone; every other test of the system shares it. */
    public static final String TOKENS = "federated tokens";

    /** Instances whose DNS label begins so wait 90 s for their name: what Azure's DNS usually takes. */
    public static final String DNS_AFTER_90_S = "dns90-";

    /** Instances whose DNS label begins so wait 300 s for their name: longer than TestConnection's deadline. */
    public static final String DNS_AFTER_300_S = "dns300-";

    /** Instances whose DNS label begins so may have a name that leads to its former address: {@link #keepFormerAddresses}. */
    public static final String FORMER_ADDRESS = "former-";

    private static final int TEN_MINUTES_MS = 600_000;

    private final URI url;
    private final String namespace;
    private final ToygresApi control;

    public Knobs(SystemUnderTest system) {
        this.url = system.local().flatMap(LocalSystem::controlUrl).orElseThrow();
        this.namespace = system.namespace();
        this.control = new ToygresApi(url);
        set(Map.of("dns", List.of(delay(DNS_AFTER_90_S, 90), delay(DNS_AFTER_300_S, 300))));
    }

    /** Why there are none; empty when there are. */
    public static Optional<String> missing(SystemUnderTest system) {
        return system.local().flatMap(LocalSystem::controlUrl).isPresent()
                ? Optional.empty()
                : Optional.of("the cluster is not the stand-in, so faults can't be made to happen");
    }

    /** @param fault {@code valid}, {@code wrong-key}, {@code wrong-subject} or {@code expired} */
    public void federatedTokens(String fault) {
        set(Map.of("federated_token", fault));
    }

    /** As a resolver does that has a name's record from before its instance was deleted: names go on leading where they led. */
    public void keepFormerAddresses() {
        set(Map.of("stale_dns", List.of(Map.of("name", FORMER_ADDRESS + "*", "stale_ms", TEN_MINUTES_MS))));
    }

    public void forgetFormerAddresses() {
        set(Map.of("stale_dns", List.of()));
    }

    /**
     * Kills the running pods that have all these labels.
     *
     * @param mode {@code kill}: their processes; {@code delete}: the pods, without grace
     * @return how many there were
     */
    public int killPods(Map<String, String> labels, String mode) {
        Reply reply = control.send(
                "POST", url.getPath() + "/kill-pod", Map.of("namespace", namespace, "selector", labels, "mode", mode));
        if (reply.isError()) {
            throw new IllegalStateException("the cluster refused to kill pods: " + reply.body());
        }
        return reply.body().required("pods").asInt();
    }

    private static Map<String, Object> delay(String prefix, int seconds) {
        return Map.of("name", prefix + "*", "delay_ms", 1000 * seconds);
    }

    private void set(Map<String, Object> faults) {
        Reply reply = control.send("PUT", url.getPath(), faults);
        if (reply.isError()) {
            throw new IllegalStateException("the cluster refused its knobs: " + reply.body());
        }
    }
}
