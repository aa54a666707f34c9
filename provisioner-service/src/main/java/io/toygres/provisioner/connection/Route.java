package io.toygres.provisioner.connection;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Where an instance's name leads now. Looked up for each attempt: the JVM of this service keeps no answer of the DNS. */
sealed interface Route {

    /** To the instance, as far as the required proof goes. */
    record Home(InetAddress server) implements Route {}

    /** Nowhere yet. */
    record Nowhere(String detail) implements Route {}

    /** To addresses that are not the instance's. */
    record Elsewhere(String detail) implements Route {}

    static Route lookUp(Address address, ServerProof proof) {
        try {
            Set<InetAddress> found = addresses(List.of(address.host()));
            return switch (proof) {
                case CERTIFICATE -> new Home(found.iterator().next());
                case ADDRESS -> compare(address, found, addresses(address.own()));
            };
        } catch (UnknownHostException e) {
            return new Nowhere(String.valueOf(e.getMessage()));
        }
    }

    /** A name with several addresses must lead to none but the instance's: its users take any of them. */
    private static Route compare(Address address, Set<InetAddress> found, Set<InetAddress> own) {
        return own.containsAll(found)
                ? new Home(found.iterator().next())
                : new Elsewhere(
                        "%s leads to %s, the instance is at %s".formatted(address.host(), text(found), text(own)));
    }

    private static Set<InetAddress> addresses(List<String> hosts) throws UnknownHostException {
        Set<InetAddress> addresses = new LinkedHashSet<>();
        for (String host : hosts) {
            try {
                addresses.addAll(List.of(InetAddress.getAllByName(host)));
            } catch (UnknownHostException _) {
                throw new UnknownHostException(host + " does not resolve");
            }
        }
        return addresses;
    }

    private static String text(Set<InetAddress> addresses) {
        return addresses.stream().map(InetAddress::getHostAddress).collect(Collectors.joining(", "));
    }
}
