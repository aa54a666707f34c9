package io.toygres.provisioner.authority;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Signs certificates.
 *
 * @param issuer the certificate that belongs to the key
 * @param trusted all that users shall trust, the issuer among them
 */
public record CertificateAuthority(X509Certificate issuer, List<X509Certificate> trusted, PrivateKey key) {

    /** Clocks of users differ: a certificate is valid since a little while. */
    private static final Duration BACKDATED = Duration.ofMinutes(5);

    /** RFC 5280: at most 20 octets, positive. */
    private static final int SERIAL_BITS = 127;

    private static final SecureRandom RANDOM = new SecureRandom();

    public CertificateAuthority {
        trusted = List.copyOf(trusted);
    }

    /** @throws IllegalStateException when none of the certificates is a CA's and belongs to the key */
    static CertificateAuthority of(List<X509Certificate> certificates, PrivateKey key) {
        X509Certificate issuer = certificates.stream()
                .filter(certificate -> belongs(key, certificate))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "None of the CA's " + certificates.size() + " certificates belongs to its key"));
        if (issuer.getBasicConstraints() < 0) {
            throw new IllegalStateException(
                    "The certificate of the CA's key, " + issuer.getSubjectX500Principal() + ", is not that of a CA");
        }
        return new CertificateAuthority(issuer, certificates, key);
    }

    private static boolean belongs(PrivateKey key, X509Certificate certificate) {
        try {
            byte[] sample = "sample".getBytes(StandardCharsets.US_ASCII);
            Signature signature = Signature.getInstance(CertificateBuilder.algorithm(key));
            signature.initSign(key);
            signature.update(sample);
            byte[] signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(sample);
            return signature.verify(signed);
        } catch (SignatureException _) {
            return false;
        } catch (GeneralSecurityException _) {
            // A key of another kind.
            return false;
        }
    }

    /** @throws IllegalStateException when it signs nothing any more, or nothing yet */
    CertificateAuthority checkedAt(Instant now) {
        if (now.isAfter(end()) || now.isBefore(issuer.getNotBefore().toInstant())) {
            throw new IllegalStateException("The CA's certificate is valid from "
                    + issuer.getNotBefore().toInstant() + " to " + end() + ", and now is " + now);
        }
        return this;
    }

    /** When the issuing certificate ends, and with it everything that it signed. */
    public Instant end() {
        return issuer.getNotAfter().toInstant();
    }

    /**
     * A new key of the curve P-256, and a server's certificate for it.
     *
     * @param commonName for people: programs go by the names
     * @param validity from now on; it never outlives the CA's own certificate
     */
    public IssuedCertificate issue(String commonName, SubjectNames names, Instant now, Duration validity) {
        Instant end = now.plus(validity);
        return new CertificateBuilder(this, new BigInteger(SERIAL_BITS, RANDOM).setBit(SERIAL_BITS - 1))
                .build(commonName, names, now.minus(BACKDATED), end.isBefore(end()) ? end : end());
    }

    /** Whether it signed the certificate. A CA that was renewed with the same key did. */
    public boolean signed(X509Certificate certificate) {
        return signed(issuer, certificate);
    }

    /** Whether the certificate is of this installation: signed by the issuer, or by one of before that users still trust. */
    public boolean knows(X509Certificate certificate) {
        return trusted.stream().anyMatch(ca -> signed(ca, certificate));
    }

    private static boolean signed(X509Certificate ca, X509Certificate certificate) {
        try {
            certificate.verify(ca.getPublicKey());
            return certificate.getIssuerX500Principal().equals(ca.getSubjectX500Principal());
        } catch (GeneralSecurityException _) {
            return false;
        }
    }

    /** What users are told to trust, in PEM. */
    public String trustedPem() {
        return Pem.certificates(trusted);
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "CertificateAuthority[" + issuer.getSubjectX500Principal() + "]";
    }
}
