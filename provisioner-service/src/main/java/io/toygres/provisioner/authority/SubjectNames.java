package io.toygres.provisioner.authority;

import java.net.URI;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * The names that a certificate proves.
 *
 * @param dns DNS names
 * @param addresses IPv4 and IPv6 addresses, without brackets
 * @param uri who it is, whatever its names: {@code urn:uuid:<instance id>}
 */
public record SubjectNames(NavigableSet<String> dns, NavigableSet<String> addresses, URI uri) {
    public SubjectNames {
        dns = new TreeSet<>(dns);
        addresses = new TreeSet<>(addresses);
    }
}
