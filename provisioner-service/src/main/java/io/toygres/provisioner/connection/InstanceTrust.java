package io.toygres.provisioner.connection;

import java.net.Socket;
import java.net.URI;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** Trusts the certificate of one instance: signed by one of the authorities, for the host that was asked for, and for its id. */
final class InstanceTrust extends X509ExtendedTrustManager {

    /** RFC 5280, section 4.2.1.6: {@code uniformResourceIdentifier}. */
    private static final int URI_NAME = 6;

    private final X509ExtendedTrustManager authorities;
    private final URI instance;

    InstanceTrust(X509ExtendedTrustManager authorities, URI instance) {
        super();
        this.authorities = authorities;
        this.instance = instance;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        authorities.checkServerTrusted(chain, authType, socket);
        checkInstance(chain[0]);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        authorities.checkServerTrusted(chain, authType, engine);
        checkInstance(chain[0]);
    }

    /** Without a socket there is no host to compare. */
    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("the host is not known");
    }

    private void checkInstance(X509Certificate certificate) throws CertificateException {
        Collection<List<?>> names = certificate.getSubjectAlternativeNames();
        boolean its = names != null
                && names.stream()
                        .anyMatch(name -> name.getFirst().equals(URI_NAME)
                                && instance.toString().equals(name.get(1)));
        if (!its) {
            throw new CertificateException("it is that of another instance, " + certificate.getSubjectX500Principal());
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("no client is served here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return authorities.getAcceptedIssuers();
    }
}
