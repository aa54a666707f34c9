package io.toygres.image.blob;

import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** The HTTP client under the Azure SDK: the JDK's own, with this service's proxy and trusted authorities. */
final class BlobHttp {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final int DEFAULT_PROXY_PORT = 80;

    private BlobHttp() {}

    static com.azure.core.http.HttpClient client(BlobConfig config) {
        // Blob Storage and Entra speak HTTP/1.1; asking for HTTP/2 costs a negotiation for nothing.
        HttpClient.Builder jdk = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1);
        config.httpsProxy().ifPresent(proxy -> jdk.proxy(ProxySelector.of(address(proxy))));
        config.caFile().ifPresent(file -> jdk.sslContext(trusting(file)));
        return new JdkHttpClientBuilder(jdk)
                .connectionTimeout(CONNECT_TIMEOUT)
                .responseTimeout(config.requestTimeout())
                .readTimeout(config.requestTimeout())
                .writeTimeout(config.requestTimeout())
                .build();
    }

    private static InetSocketAddress address(URI proxy) {
        return new InetSocketAddress(proxy.getHost(), proxy.getPort() < 0 ? DEFAULT_PROXY_PORT : proxy.getPort());
    }

    private static SSLContext trusting(Path caFile) {
        try (InputStream pem = Files.newInputStream(caFile)) {
            KeyStore trusted = jdkAuthorities();
            int number = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                trusted.setCertificateEntry("private-authority-" + number++, certificate);
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trustManagers(trusted), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("cannot read the certificates of toygres.blob.ca-file " + caFile, e);
        }
    }

    private static KeyStore jdkAuthorities() throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        for (X509TrustManager manager : Arrays.stream(trustManagers(null))
                .filter(X509TrustManager.class::isInstance)
                .map(X509TrustManager.class::cast)
                .toList()) {
            for (Certificate authority : manager.getAcceptedIssuers()) {
                trusted.setCertificateEntry("jdk-" + trusted.size(), authority);
            }
        }
        return trusted;
    }

    private static TrustManager[] trustManagers(@org.jspecify.annotations.Nullable KeyStore trusted)
            throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        return factory.getTrustManagers();
    }
}
