package io.toygres.provisioner.connection;

/**
 * Where an instance is reached.
 *
 * @param host a DNS name, or an IPv4 or IPv6 address without brackets
 */
public record Address(String host, int port) {

    /** The host as it stands in a URL: an IPv6 address goes in brackets. */
    String urlHost() {
        return host.contains(":") ? "[" + host + "]" : host;
    }

    @Override
    public String toString() {
        return urlHost() + ":" + port;
    }
}
