package io.toygres.provisioner.connection;

import java.util.List;

/**
 * Where an instance is reached.
 *
 * @param host a DNS name, or an IPv4 or IPv6 address without brackets
 * @param own what the cluster says that the host leads to: the addresses of the instance's Service, or the names that a cloud
 *     gives instead. Who answers elsewhere is not the instance
 */
public record Address(String host, int port, List<String> own) {

    public Address {
        own = List.copyOf(own);
    }

    /** The host as it stands in a URL: an IPv6 address goes in brackets. */
    static String urlHost(String host) {
        return host.contains(":") ? "[" + host + "]" : host;
    }

    @Override
    public String toString() {
        return urlHost(host) + ":" + port;
    }
}
