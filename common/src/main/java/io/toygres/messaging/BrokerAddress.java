package io.toygres.messaging;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/** Where the broker is. */
public final class BrokerAddress {

    private BrokerAddress() {}

    /**
     * Whether one of the names does, without which no Kafka client can be made.
     *
     * @param broker the settings {@code kafka.*}
     */
    public static boolean resolves(Map<String, Object> broker) {
        Object servers = broker.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
        for (String server : String.valueOf(servers).split(",", -1)) {
            if (resolves(Utils.getHost(server.strip()))) {
                return true;
            }
        }
        return false;
    }

    private static boolean resolves(@Nullable String host) {
        try {
            return host != null && InetAddress.getByName(host) != null;
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
