package io.toygres.provisioner.authority;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;

/** The textual form of certificates and keys (RFC 7468). */
final class Pem {

    private static final Base64.Encoder LINES_OF_64 = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII));

    private Pem() {}

    static String certificates(List<X509Certificate> certificates) {
        StringBuilder text = new StringBuilder();
        for (X509Certificate certificate : certificates) {
            try {
                text.append(block("CERTIFICATE", certificate.getEncoded()));
            } catch (CertificateEncodingException e) {
                throw new IllegalStateException("a certificate has no encoding", e);
            }
        }
        return text.toString();
    }

    static String key(PrivateKey key) {
        return block("PRIVATE KEY", key.getEncoded());
    }

    private static String block(String label, byte[] bytes) {
        return "-----BEGIN " + label + "-----\n" + LINES_OF_64.encodeToString(bytes) + "\n-----END " + label
                + "-----\n";
    }
}
