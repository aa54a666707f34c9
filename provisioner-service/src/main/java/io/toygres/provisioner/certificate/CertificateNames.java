package io.toygres.provisioner.certificate;

import io.fabric8.kubernetes.api.model.Service;
import io.toygres.contract.InstanceId;
import io.toygres.kubernetes.ResourceNames;
import io.toygres.provisioner.authority.InstanceUri;
import io.toygres.provisioner.authority.SubjectNames;
import io.toygres.provisioner.instance.ClusterConfig;
import io.toygres.provisioner.instance.ServerService;
import java.net.InetAddress;
import java.net.URI;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Every name and address by which an instance is reached, as its Service tells them now. */
final class CertificateNames {

    private static final List<String> WITHIN_THE_POD = List.of("127.0.0.1", "::1");

    /** RFC 5280, section 4.2.1.6: {@code GeneralName}. */
    private static final int DNS = 2;

    private static final int URI_NAME = 6;
    private static final int ADDRESS = 7;

    private CertificateNames() {}

    static SubjectNames of(InstanceId instance, Service service, ClusterConfig cluster) {
        String name = service.getMetadata().getName();
        String namespace = service.getMetadata().getNamespace();
        NavigableSet<String> dns = new TreeSet<>(List.of(
                name,
                name + "." + namespace,
                name + "." + namespace + ".svc",
                ResourceNames.serviceHost(name, namespace, cluster.domain()),
                "localhost"));
        cluster.dnsSuffix()
                .flatMap(suffix -> ServerService.dnsLabel(service).map(label -> label + "." + suffix))
                .ifPresent(dns::add);
        NavigableSet<String> addresses = new TreeSet<>(
                WITHIN_THE_POD.stream().map(CertificateNames::uniform).toList());
        Stream.of(ServerService.clusterAddresses(service), ServerService.addresses(service))
                .flatMap(List::stream)
                .filter(address -> !address.equals("None"))
                .forEach(host -> {
                    if (isAddress(host)) {
                        addresses.add(uniform(host));
                    } else {
                        dns.add(host);
                    }
                });
        return new SubjectNames(dns, addresses, InstanceUri.of(instance));
    }

    /** What a certificate of ours proves; empty when it is none of ours. */
    static Optional<SubjectNames> in(X509Certificate certificate) {
        NavigableSet<String> dns = new TreeSet<>();
        NavigableSet<String> addresses = new TreeSet<>();
        Optional<URI> uri = Optional.empty();
        for (List<?> name : alternatives(certificate)) {
            String value = String.valueOf(name.get(1));
            switch ((Integer) name.getFirst()) {
                case DNS -> dns.add(value);
                case ADDRESS -> addresses.add(uniform(value));
                case URI_NAME -> uri = Optional.of(URI.create(value));
                default -> {
                    // Nothing that is made here.
                }
            }
        }
        return uri.map(found -> new SubjectNames(dns, addresses, found));
    }

    private static List<List<?>> alternatives(X509Certificate certificate) {
        try {
            var names = certificate.getSubjectAlternativeNames();
            return names == null ? List.of() : List.copyOf(names);
        } catch (CertificateParsingException _) {
            return List.of();
        }
    }

    private static boolean isAddress(String host) {
        return host.contains(":") || host.matches("[0-9.]+");
    }

    /** The same address in the same words: IPv6 has many for each. */
    private static String uniform(String address) {
        return InetAddress.ofLiteral(address).getHostAddress();
    }
}
