package io.toygres.provisioner.certificate;

import io.toygres.provisioner.authority.CertificateAuthority;
import io.toygres.provisioner.authority.SubjectNames;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When a certificate has to be made anew. */
record CertificateTerms(Duration validity, Duration renewBefore) {

    /** Why a certificate is made. */
    enum Reason {
        /** There is none, or what there is can't be read. */
        MISSING,
        /** It is of another CA than the one that issues now. */
        OTHER_AUTHORITY,
        /** The instance has other names than it proves. */
        OTHER_NAMES,
        /** It ends soon. */
        AGE
    }

    /** @throws IllegalArgumentException when a certificate would be renewed at once for ever, or too late */
    static CertificateTerms of(CertificateConfig config) {
        check(
                config.renewBefore().compareTo(config.validity()) < 0,
                "toygres.certificates.renew-before is not less than toygres.certificates.validity");
        check(
                config.every().multipliedBy(3).compareTo(config.renewBefore()) <= 0,
                "toygres.certificates.every is more than a third of toygres.certificates.renew-before");
        return new CertificateTerms(config.validity(), config.renewBefore());
    }

    private static void check(boolean valid, String otherwise) {
        if (!valid) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /** Why the certificate is not to stay; empty when it is. */
    Optional<Reason> against(
            X509Certificate certificate, SubjectNames wanted, CertificateAuthority authority, Instant now) {
        if (!authority.signed(certificate)) {
            return Optional.of(Reason.OTHER_AUTHORITY);
        }
        if (!CertificateNames.in(certificate).equals(Optional.of(wanted))) {
            return Optional.of(Reason.OTHER_NAMES);
        }
        Instant end = certificate.getNotAfter().toInstant();
        // One that ends with its CA would be followed by one that ends as soon.
        boolean canLast = end.isBefore(authority.end());
        return canLast && now.plus(renewBefore).isAfter(end) ? Optional.of(Reason.AGE) : Optional.empty();
    }
}
