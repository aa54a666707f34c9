package io.toygres.provisioner.certificate;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.toygres.provisioner.authority.IssuedCertificate;
import io.toygres.provisioner.instance.ServerTls;
import java.io.ByteArrayInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The Secret with an instance's certificate, its key, and the authorities that its users trust. */
final class InstanceCertificate {

    /** Value of the component label. */
    static final String COMPONENT = "certificate";

    /** Hex SHA-256 of the certificate file that the server has loaded. */
    private static final String LOADED = "toygres.io/loaded-certificate";

    private InstanceCertificate() {}

    /** For a server that has not started yet, and will load what it finds. */
    static Secret desired(ObjectMeta metadata, IssuedCertificate issued, String authorities) {
        return loaded(new SecretBuilder()
                .withMetadata(metadata)
                .withType("kubernetes.io/tls")
                .withData(data(issued, authorities))
                .build());
    }

    /** The same Secret with another certificate, which its server has yet to load. */
    static Secret renewed(Secret secret, IssuedCertificate issued, String authorities) {
        return secret.edit().withData(data(issued, authorities)).build();
    }

    static Secret withAuthorities(Secret secret, String authorities) {
        return secret.edit()
                .addToData(ServerTls.AUTHORITIES, encoded(authorities))
                .build();
    }

    /** The server's certificate; empty when the Secret holds none that can be read. */
    static Optional<X509Certificate> read(Secret secret) {
        try {
            byte[] chain = file(secret, ServerTls.CERTIFICATE);
            boolean whole = chain.length > 0 && file(secret, ServerTls.KEY).length > 0;
            return whole
                    ? Optional.of((X509Certificate) CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(chain)))
                    : Optional.empty();
        } catch (CertificateException _) {
            return Optional.empty();
        }
    }

    static boolean hasAuthorities(Secret secret, String authorities) {
        return new String(file(secret, ServerTls.AUTHORITIES), UTF_8).equals(authorities);
    }

    static boolean isLoaded(Secret secret) {
        Map<String, String> annotations = secret.getMetadata().getAnnotations();
        return annotations != null && fingerprint(secret).equals(annotations.get(LOADED));
    }

    static Secret loaded(Secret secret) {
        return secret.edit()
                .editMetadata()
                .addToAnnotations(LOADED, fingerprint(secret))
                .endMetadata()
                .build();
    }

    /** Hex SHA-256 of the certificate file, as {@code sha256sum} prints it. */
    static String fingerprint(Secret secret) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(file(secret, ServerTls.CERTIFICATE));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> data(IssuedCertificate issued, String authorities) {
        return Map.of(
                ServerTls.CERTIFICATE, encoded(issued.certificate()),
                ServerTls.KEY, encoded(issued.key()),
                ServerTls.AUTHORITIES, encoded(authorities));
    }

    private static byte[] file(Secret secret, String key) {
        @Nullable
        String text = secret.getData() == null ? null : secret.getData().get(key);
        return text == null ? new byte[0] : Base64.getDecoder().decode(text);
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }
}
