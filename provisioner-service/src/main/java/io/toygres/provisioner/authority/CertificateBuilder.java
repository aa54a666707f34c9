package io.toygres.provisioner.authority;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** One server certificate, for a key that is made with it. */
record CertificateBuilder(CertificateAuthority authority, BigInteger serial) {

    IssuedCertificate build(String commonName, SubjectNames names, Instant from, Instant to) {
        try {
            KeyPair pair = newKey();
            X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    authority.issuer(),
                    serial,
                    Date.from(from),
                    Date.from(to),
                    new X500Principal("CN=" + commonName + ", O=Toygres"),
                    pair.getPublic());
            addExtensions(builder, names, pair);
            var signer = new JcaContentSignerBuilder(algorithm(authority.key())).build(authority.key());
            X509Certificate certificate = new JcaX509CertificateConverter().getCertificate(builder.build(signer));
            return new IssuedCertificate(Pem.certificates(chain(certificate)), Pem.key(pair.getPrivate()));
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("The CA can't sign: " + e.getMessage(), e);
        }
    }

    /** @throws IllegalStateException for a kind of key that certificates are not signed with here */
    static String algorithm(PrivateKey key) {
        return switch (key.getAlgorithm()) {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            default -> throw new IllegalStateException("The CA's key is neither EC nor RSA: " + key.getAlgorithm());
        };
    }

    private static KeyPair newKey() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private void addExtensions(X509v3CertificateBuilder builder, SubjectNames names, KeyPair pair)
            throws IOException, GeneralSecurityException {
        JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
        builder.addExtension(Extension.subjectAlternativeName, false, alternatives(names));
        builder.addExtension(
                Extension.subjectKeyIdentifier, false, identifiers.createSubjectKeyIdentifier(pair.getPublic()));
        builder.addExtension(
                Extension.authorityKeyIdentifier, false, identifiers.createAuthorityKeyIdentifier(authority.issuer()));
    }

    private static GeneralNames alternatives(SubjectNames names) {
        List<GeneralName> all = new ArrayList<>();
        names.dns().forEach(name -> all.add(new GeneralName(GeneralName.dNSName, name)));
        names.addresses().forEach(address -> all.add(new GeneralName(GeneralName.iPAddress, address)));
        all.add(new GeneralName(
                GeneralName.uniformResourceIdentifier, names.uri().toString()));
        return new GeneralNames(all.toArray(GeneralName[]::new));
    }

    /** The root is what users have already; an issuer below it they need from the server. */
    private List<X509Certificate> chain(X509Certificate certificate) {
        X509Certificate issuer = authority.issuer();
        boolean root = issuer.getSubjectX500Principal().equals(issuer.getIssuerX500Principal());
        return root ? List.of(certificate) : List.of(certificate, issuer);
    }
}
