package io.toygres.api.user;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.jspecify.annotations.Nullable;

/**
 * Argon2id, in the PHC string format: {@code $argon2id$v=19$m=19456,t=2,p=1$<salt>$<hash>}
 * (https://github.com/P-H-C/phc-string-format). Costs as OWASP recommends them
 * (https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html); a hash with others stays valid.
 */
@Singleton
class PasswordHash {

    private static final int MEMORY_KIB = 19_456;
    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;

    private static final Pattern FORM =
            Pattern.compile("\\$argon2id\\$v=19\\$m=(\\d+),t=(\\d+),p=(\\d+)\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");

    private final SecureRandom random = new SecureRandom();

    /** Of those who log in at the same time only so many take memory and a processor. */
    private final Semaphore turns =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors()), true);

    /** What an unknown user's password is compared with, so that it takes as long as a known one's. */
    private final String nobodys = of("nobody's");

    String of(String password) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        byte[] hash = new byte[HASH_BYTES];
        compute(password, salt, MEMORY_KIB, PASSES, LANES, hash);
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=" + MEMORY_KIB + ",t=" + PASSES + ",p=" + LANES + "$" + base64.encodeToString(salt)
                + "$" + base64.encodeToString(hash);
    }

    /**
     * Takes the same time whatever is wrong.
     *
     * @param hash null when there is no such user
     */
    boolean matches(String password, @Nullable String hash) {
        Matcher form = FORM.matcher(hash == null ? nobodys : hash);
        if (!form.matches()) {
            throw new IllegalStateException("a user's password hash is unreadable");
        }
        byte[] expected = Base64.getDecoder().decode(form.group(5));
        byte[] found = new byte[expected.length];
        compute(
                password,
                Base64.getDecoder().decode(form.group(4)),
                Integer.parseInt(form.group(1)),
                Integer.parseInt(form.group(2)),
                Integer.parseInt(form.group(3)),
                found);
        return MessageDigest.isEqual(expected, found) && hash != null;
    }

    private void compute(String password, byte[] salt, int memory, int passes, int lanes, byte[] hash) {
        Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
        argon2.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memory)
                .withIterations(passes)
                .withParallelism(lanes)
                .withSalt(salt)
                .build());
        turns.acquireUninterruptibly();
        try {
            argon2.generateBytes(password.getBytes(UTF_8), hash);
        } finally {
            turns.release();
        }
    }
}
