package io.toygres.provisioner.authority;

/**
 * A certificate with its key, both in PEM.
 *
 * @param certificate followed by the issuer's, when that is not a root that users have
 * @param key PKCS #8
 */
public record IssuedCertificate(String certificate, String key) {

    /** Without the key. */
    @Override
    public String toString() {
        return "IssuedCertificate[" + certificate + "]";
    }
}
