package io.toygres.provisioner.authority;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;

/** Where the CA of the installation is. Both files are read again while the service runs, so that a rotation needs no restart. */
@ConfigMapping(prefix = "toygres.ca")
public interface AuthorityConfig {

    /**
     * PEM file of every CA certificate that users shall trust: the one that belongs to the key issues; another one is there
     * while the CA is rotated, or because it signed the issuing one. Required.
     */
    Path certificatesFile();

    /** PEM file of the issuing CA's private key (PKCS #8, or OpenSSL's form; EC or RSA). Required. */
    Path keyFile();
}
