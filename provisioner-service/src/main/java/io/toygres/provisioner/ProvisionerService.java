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
     *
     * <p>Two different kinds of property, in this order, for a reason: the JDK logs each change of a security property, the log
     * manager looks up the machine's own name to write the first record, and that look-up fixes both times for good. So the
     * second security property to be set would come too late.
     */
    static void keepNoDnsAnswers() {
        System.setProperty("sun.net.inetaddr.ttl", "0");
        Security.setProperty("networkaddress.cache.negative.ttl", "0");
    }
}
