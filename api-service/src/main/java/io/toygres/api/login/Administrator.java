package io.toygres.api.login;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quarkus.runtime.Startup;
import io.toygres.api.access.Access;
import io.toygres.api.access.Caller;
import io.toygres.api.access.Role;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** Knows the administrator's name and, as a hash, the password. */
@Singleton
@Startup
class Administrator {

    private final String username;
    private final byte[] passwordHash;

    /** @throws IllegalStateException when the password file is missing or empty */
    Administrator(AdminConfig config) {
        this.username = config.username();
        this.passwordHash = sha256(read(config.passwordFile()));
    }

    /** Takes the same time whether the name is right or not, so that a caller learns nothing from the clock. */
    boolean is(String name, String password) {
        boolean right = MessageDigest.isEqual(passwordHash, sha256(password));
        return isNamed(name) && right;
    }

    boolean isNamed(String name) {
        return MessageDigest.isEqual(username.getBytes(UTF_8), name.getBytes(UTF_8));
    }

    Caller caller(UUID session) {
        return new Caller(username, Role.ADMIN, Access.EVERYTHING, Caller.Via.SESSION, session);
    }

    private static String read(Path file) {
        try {
            String password = Files.readString(file).strip();
            if (password.isEmpty()) {
                throw new IllegalStateException("The password file " + file + " is empty.");
            }
            return password;
        } catch (IOException e) {
            throw new IllegalStateException(
                    "The password file " + file + " cannot be read; set toygres.admin.password-file"
                            + " (TOYGRES_ADMIN_PASSWORD_FILE).",
                    e);
        }
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
