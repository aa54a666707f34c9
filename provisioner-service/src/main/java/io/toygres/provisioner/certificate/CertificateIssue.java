package io.toygres.provisioner.certificate;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.toygres.contract.InstanceId;
import io.toygres.provisioner.authority.CertificateAuthority;
import io.toygres.provisioner.authority.IssuedCertificate;
import io.toygres.provisioner.authority.SubjectNames;
import io.toygres.provisioner.certificate.CertificateTerms.Reason;
import io.toygres.provisioner.instance.ClusterConfig;
import jakarta.inject.Singleton;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Which certificate an instance is to have, and whether the one that it has is that. */
@Singleton
public final class CertificateIssue {

    private final CertificateTerms terms;
    private final ClusterConfig cluster;
    private final CertificateMeters meters;
    private final Clock clock;

    public CertificateIssue(CertificateConfig config, ClusterConfig cluster) {
        this.terms = CertificateTerms.of(config);
        this.cluster = cluster;
        this.meters = new CertificateMeters();
        this.clock = Clock.systemUTC();
    }

    /** The Secret of an instance that has none. */
    Secret secret(ObjectMeta metadata, InstanceId instance, Service service, CertificateAuthority authority) {
        SubjectNames names = CertificateNames.of(instance, service, cluster);
        IssuedCertificate issued = issue(commonName(service), names, authority, Reason.MISSING);
        return InstanceCertificate.desired(metadata, issued, authority.trustedPem());
    }

    /** Whether the Secret holds a certificate of a CA that this installation does not know: another one's, which is left alone. */
    static boolean isForeign(Secret secret, CertificateAuthority authority) {
        return InstanceCertificate.read(secret)
                .filter(certificate -> !authority.knows(certificate))
                .isPresent();
    }

    /** The Secret as it has to be now; empty when it is so already. */
    Optional<Secret> renewed(Secret secret, InstanceId instance, Service service, CertificateAuthority authority) {
        SubjectNames names = CertificateNames.of(instance, service, cluster);
        Optional<Reason> reason = reason(secret, names, authority);
        if (reason.isPresent()) {
            IssuedCertificate issued = issue(commonName(service), names, authority, reason.get());
            return Optional.of(InstanceCertificate.renewed(secret, issued, authority.trustedPem()));
        }
        return InstanceCertificate.hasAuthorities(secret, authority.trustedPem())
                ? Optional.empty()
                : Optional.of(InstanceCertificate.withAuthorities(secret, authority.trustedPem()));
    }

    Optional<Reason> reason(Secret secret, SubjectNames names, CertificateAuthority authority) {
        Optional<X509Certificate> certificate = InstanceCertificate.read(secret);
        return certificate.isEmpty()
                ? Optional.of(Reason.MISSING)
                : terms.against(certificate.get(), names, authority, clock.instant());
    }

    /** Tells which of all instances' certificates ends first; empty when there is no instance. */
    void soonestEnd(Optional<Instant> end) {
        meters.soonestEnd(end);
    }

    /** Counts one that was left alone. */
    void leftAlone() {
        meters.foreign();
    }

    private IssuedCertificate issue(
            String commonName, SubjectNames names, CertificateAuthority authority, Reason reason) {
        IssuedCertificate issued = authority.issue(commonName, names, clock.instant(), terms.validity());
        meters.issued(reason);
        return issued;
    }

    private static String commonName(Service service) {
        return service.getMetadata().getName();
    }
}
