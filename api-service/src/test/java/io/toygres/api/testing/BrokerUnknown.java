package io.toygres.api.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Leads the service to a broker whose name does not resolve. */
public final class BrokerUnknown implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        return Map.of("kafka.bootstrap.servers", "no-such-broker.invalid:9092");
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
