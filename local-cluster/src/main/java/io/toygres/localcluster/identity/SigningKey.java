package io.toygres.localcluster.identity;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;

/** Makes RSA keys, and keeps one in a file (PKCS #8, DER, readable by its owner alone). */
final class SigningKey {
    private static final int BITS = 2048;

    private SigningKey() {}

    /** The key in the file, so that what it has signed stays valid; made by the first call. */
    static KeyPair kept(Path file) throws IOException {
        if (Files.exists(file)) {
            return read(file);
        }
        KeyPair made = generate();
        Path unfinished = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(unfinished);
        Files.createFile(
                unfinished, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(unfinished, made.getPrivate().getEncoded());
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        return made;
    }

    static KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private static KeyPair read(Path file) throws IOException {
        try {
            KeyFactory rsa = KeyFactory.getInstance("RSA");
            RSAPrivateCrtKey secret =
                    (RSAPrivateCrtKey) rsa.generatePrivate(new PKCS8EncodedKeySpec(Files.readAllBytes(file)));
            BigInteger modulus = secret.getModulus();
            return new KeyPair(rsa.generatePublic(new RSAPublicKeySpec(modulus, secret.getPublicExponent())), secret);
        } catch (GeneralSecurityException damaged) {
            throw new IOException(file + " holds no RSA key; without it, a new one is made", damaged);
        }
    }
}
