package io.toygres.api.webhook.connection;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Whose certificates receivers prove themselves with. */
@Singleton
class Authorities {

    private final SSLSocketFactory sockets;

    Authorities(ConnectionConfig config) {
        this.sockets = sockets(config.authoritiesFile());
    }

    /** Its sockets trust them, and no others. */
    SSLSocketFactory sockets() {
        return sockets;
    }

    private static SSLSocketFactory sockets(Optional<Path> file) {
        try {
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store(file.orElse(null)));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("toygres.webhooks.authorities-file has no certificates in PEM", e);
        } catch (IOException e) {
            throw new UncheckedIOException("toygres.webhooks.authorities-file can't be read", e);
        }
    }

    /** @return null for those that Java knows */
    private static @Nullable KeyStore store(@Nullable Path file) throws GeneralSecurityException, IOException {
        if (file == null) {
            return null;
        }
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream in = Files.newInputStream(file)) {
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("authority-" + store.size(), certificate);
            }
        }
        return store;
    }
}
