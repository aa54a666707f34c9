package io.toygres.provisioner.connection;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.toygres.contract.InstanceId;
import io.toygres.provisioner.authority.InstanceUri;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.postgresql.ssl.WrappedFactory;

/**
 * TLS to one instance and to no other server. What the JDBC driver's {@code verify-full} checks (CA and host name) is not all: the name or
 * address may have been another instance's, so the certificate must tell this instance's id as well. The driver makes it by name, and
 * hands it {@code sslfactoryarg}.
 */
@RegisterForReflection
public final class InstanceSocketFactory extends WrappedFactory {

    /** @param argument as {@link #argument} makes it */
    public InstanceSocketFactory(String argument) throws GeneralSecurityException, IOException {
        String[] idAndAuthorities = argument.split("\n", 2);
        var instance = InstanceUri.of(InstanceId.parse(idAndAuthorities[0]));
        var trust = new InstanceTrust(authorities(idAndAuthorities[1]), instance);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {trust}, null);
        factory = context.getSocketFactory();
    }

    /** @param authorities certificates of the CAs that may have signed the server's, in PEM */
    static String argument(InstanceId instance, String authorities) {
        return instance + "\n" + authorities;
    }

    /** The host name is checked in the handshake: what fails there is told apart from what fails before and after. */
    @Override
    public Socket createSocket(Socket connected, String host, int port, boolean autoClose) throws IOException {
        SSLSocket socket = (SSLSocket) super.createSocket(connected, host, port, autoClose);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        return socket;
    }

    private static X509ExtendedTrustManager authorities(String pem) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int number = 0;
        for (Certificate certificate : CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(pem.getBytes(UTF_8)))) {
            store.setCertificateEntry("ca-" + number++, certificate);
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(store);
        return Arrays.stream(managers.getTrustManagers())
                .filter(X509ExtendedTrustManager.class::isInstance)
                .map(X509ExtendedTrustManager.class::cast)
                .findFirst()
                .orElseThrow();
    }
}
