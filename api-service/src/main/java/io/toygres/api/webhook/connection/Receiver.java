package io.toygres.api.webhook.connection;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * The parts of a webhook's URL.
 *
 * @param host a name or an address; one of IPv6 without brackets
 * @param target path and query, as the first line of a request has them
 */
record Receiver(boolean tls, String host, int port, String target) {

    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    /** @throws IllegalArgumentException whose message says what is wrong, as the end of a sentence that begins with the URL */
    static Receiver parse(String url) {
        URI uri = uri(url);
        boolean tls = "https".equalsIgnoreCase(uri.getScheme());
        if (!tls && !"http".equalsIgnoreCase(uri.getScheme())) {
            throw new IllegalArgumentException("does not begin with https://");
        }
        if (uri.getHost() == null) {
            throw new IllegalArgumentException("names no host");
        }
        if (uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException("has a user or password in it");
        }
        if (uri.getRawFragment() != null) {
            throw new IllegalArgumentException("has a fragment (#…)");
        }
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        int standard = tls ? HTTPS : HTTP;
        return new Receiver(
                tls,
                uri.getHost().replaceAll("[\\[\\]]", ""),
                uri.getPort() < 0 ? standard : uri.getPort(),
                uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery());
    }

    /** What the header {@code Host} says. */
    String authority() {
        String name = host.contains(":") ? "[" + host + "]" : host;
        return port == (tls ? HTTPS : HTTP) ? name : name + ":" + port;
    }

    private static URI uri(String url) {
        try {
            if (!url.chars().allMatch(character -> character > ' ' && character < 0x7f)) {
                throw new IllegalArgumentException("has characters other than ASCII; encode them");
            }
            return new URI(url);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("is no URL", e);
        }
    }
}
