package io.toygres.local.platform;

import io.toygres.local.process.Program;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A certificate authority of one local system. Its folder keeps the key, mode 0600, and what was issued. */
public final class PrivateCa {
    /** Guards nothing (the store holds the public certificate alone), but Java asks for one. */
    public static final String TRUST_STORE_PASSWORD = "changeit";

    private static final Path SYSTEM_BUNDLE = Path.of("/etc/ssl/certs/ca-certificates.crt");
    private static final String EXTENSIONS = """
            [req]
            distinguished_name = name
            [name]
            [ca]
            basicConstraints = critical,CA:TRUE
            keyUsage = critical,keyCertSign,cRLSign
            subjectKeyIdentifier = hash
            [server]
            basicConstraints = critical,CA:FALSE
            extendedKeyUsage = serverAuth
            subjectKeyIdentifier = hash
            authorityKeyIdentifier = keyid
            """;

    private final Path folder;

    private PrivateCa(Path folder) {
        this.folder = folder.toAbsolutePath();
    }

    /** The CA in the folder; made by the first call. */
    public static PrivateCa in(Path folder) {
        PrivateCa ca = new PrivateCa(folder);
        if (!Files.exists(ca.trustStore())) {
            ca.create();
        }
        return ca;
    }

    /** The CA's certificate in PEM. */
    public Path certificate() {
        return folder.resolve("ca.pem");
    }

    /** The CA's private key in PEM, mode 0600. */
    public Path key() {
        return folder.resolve("ca.key");
    }

    /** The CA's certificate and those that this machine trusts, in PEM: a value for {@code SSL_CERT_FILE}. */
    public Path bundle() {
        return folder.resolve("bundle.pem");
    }

    /** The CA's certificate as PKCS12: a value for {@code javax.net.ssl.trustStore}. */
    public Path trustStore() {
        return folder.resolve("trust.p12");
    }

    /**
     * A server certificate for these DNS names or, where they start with a digit, IP addresses.
     *
     * @param name names the files; a certificate that was issued under it before is replaced
     */
    public ServerCertificate issue(String name, List<String> hosts) {
        Path key = folder.resolve(name + ".key");
        Path certificate = folder.resolve(name + ".pem");
        String alternatives = hosts.stream()
                .map(host -> (Character.isDigit(host.charAt(0)) ? "IP:" : "DNS:") + host)
                .collect(Collectors.joining(","));
        openssl(
                name,
                key,
                certificate,
                "server",
                "825",
                "-CA",
                certificate().toString(),
                "-CAkey",
                key().toString(),
                "-addext",
                "subjectAltName=" + alternatives);
        return new ServerCertificate(key, certificate);
    }

    private void create() {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("openssl.cnf"), EXTENSIONS);
            openssl("Toygres local CA", key(), certificate(), "ca", "3650");
            String system = Files.exists(SYSTEM_BUNDLE) ? Files.readString(SYSTEM_BUNDLE) : "";
            Files.writeString(bundle(), Files.readString(certificate()) + system);
            writeTrustStore();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void openssl(String name, Path key, Path certificate, String extensions, String days, String... more) {
        List<String> command = new ArrayList<>(List.of("openssl", "req", "-x509", "-noenc"));
        command.addAll(List.of("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"));
        command.addAll(List.of("-config", folder.resolve("openssl.cnf").toString(), "-extensions", extensions));
        command.addAll(List.of("-subj", "/CN=" + name, "-days", days));
        command.addAll(List.of("-keyout", key.toString(), "-out", certificate.toString()));
        command.addAll(List.of(more));
        Program.run(command, Map.of(), "");
    }

    private void writeTrustStore() throws IOException {
        try (OutputStream out = Files.newOutputStream(trustStore())) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("toygres-local-ca", Pem.certificate(certificate()));
            store.store(out, TRUST_STORE_PASSWORD.toCharArray());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Could not write " + trustStore(), e);
        }
    }
}
