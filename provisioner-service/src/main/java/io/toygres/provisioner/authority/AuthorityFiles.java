package io.toygres.provisioner.authority;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.jspecify.annotations.Nullable;

/**
 * The text of the CA's files, and what it says.
 *
 * @param certificates PEM
 * @param key PEM
 */
record AuthorityFiles(String certificates, String key) {

    /** @throws IllegalStateException when one is missing or unreadable; the message says which and what to set */
    static AuthorityFiles read(AuthorityConfig config) {
        return new AuthorityFiles(
                text(config.certificatesFile(), "toygres.ca.certificates-file (TOYGRES_CA_CERTIFICATES_FILE)"),
                text(config.keyFile(), "toygres.ca.key-file (TOYGRES_CA_KEY_FILE)"));
    }

    /** @throws IllegalStateException when they hold no CA that can sign; the message says why */
    CertificateAuthority authority() {
        return CertificateAuthority.of(readCertificates(), readKey());
    }

    private List<X509Certificate> readCertificates() {
        try {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(certificates.getBytes(StandardCharsets.UTF_8)))
                    .stream()
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The file of the CA's certificates holds no certificates in PEM", e);
        }
    }

    private PrivateKey readKey() {
        try (PEMParser parser = new PEMParser(new StringReader(key))) {
            return privateKey(parser);
        } catch (IOException e) {
            throw new IllegalStateException("The file of the CA's key holds no private key in PEM", e);
        }
    }

    /** The first key in the file: openssl may have put the curve's parameters before it. */
    private static PrivateKey privateKey(PEMParser parser) throws IOException {
        JcaPEMKeyConverter converter = new JcaPEMKeyConverter();
        for (@Nullable Object found = parser.readObject(); found != null; found = parser.readObject()) {
            if (found instanceof PrivateKeyInfo info) {
                return converter.getPrivateKey(info);
            }
            if (found instanceof PEMKeyPair pair) {
                return converter.getPrivateKey(pair.getPrivateKeyInfo());
            }
        }
        throw new IllegalStateException(
                "The file of the CA's key holds no private key in PEM, or one that a passphrase protects");
    }

    private static String text(Path file, String setting) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "The CA's file " + file + " cannot be read: " + e.getClass().getSimpleName() + ". Set " + setting
                            + ", see docs/runbook.md.",
                    e);
        }
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "AuthorityFiles[certificates=" + certificates + "]";
    }
}
