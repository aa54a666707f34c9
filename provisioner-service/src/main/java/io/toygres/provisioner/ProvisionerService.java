package io.toygres.provisioner;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.security.Security;

/**
 * Starts the service. The JVM reads how long it keeps answers of the DNS once, at the first look-up, so that is set before
 * anything else runs.
 */
@QuarkusMain
public final class ProvisionerService {

    private ProvisionerService() {}

    public static void main(String... arguments) {
        keepNoDnsAnswers();
        Quarkus.run(arguments);
    }

    /**
     * By default the JVM keeps "no such name" for 10 s and an address for 30 s: a connection test that comes back after 2 s
     * would get the old answer, and the name of a deleted instance would lead to its former address.
     */
    static void keepNoDnsAnswers() {
        Security.setProperty("networkaddress.cache.negative.ttl", "0");
        Security.setProperty("networkaddress.cache.ttl", "1");
        Security.setProperty("networkaddress.cache.stale.ttl", "0");
    }
}
