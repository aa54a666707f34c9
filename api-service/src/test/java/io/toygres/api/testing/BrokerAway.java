package io.toygres.api.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.toygres.local.process.Ports;
import java.util.Map;

/** Leads the service to a port at which no broker listens. */
public final class BrokerAway implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        return Map.of("kafka.bootstrap.servers", "127.0.0.1:" + Ports.free());
    }

    @Override
    public void stop() {
        // Nothing was started.
    }

    /** After {@link ApiSystem}, whose broker it hides. */
    @Override
    public int order() {
        return 1;
    }
}
