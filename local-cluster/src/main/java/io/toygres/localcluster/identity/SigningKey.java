package io.toygres.localcluster.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;

/** Makes RSA keys, and keeps one in a file (a JSON Web Key, readable by its owner alone). */
final class SigningKey {
    private static final int BITS = 2048;

    private SigningKey() {}

    /** The key in the file, so that what it has signed stays valid; made by the first call. */
    static RSAKey kept(Path file) throws IOException {
        if (Files.exists(file)) {
            return read(file);
        }
        RSAKey made = generate();
        Path unfinished = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(unfinished);
        Files.createFile(
                unfinished, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(unfinished, made.toJSONString());
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        return made;
    }

    static RSAKey generate() {
        try {
            return new RSAKeyGenerator(BITS).keyIDFromThumbprint(true).generate();
        } catch (JOSEException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private static RSAKey read(Path file) throws IOException {
        try {
            return RSAKey.parse(Files.readString(file));
        } catch (ParseException damaged) {
            throw new IOException(file + " holds no RSA key; without it, a new one is made", damaged);
        }
    }
}
