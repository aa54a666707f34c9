package io.toygres.api.user;

import io.toygres.api.http.PlainText;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a user's password must be: long, and nothing that is tried first. No classes of characters are asked for
 * (NIST SP 800-63B, 5.1.1.2).
 */
final class PasswordRules {

    static final int SHORTEST = 12;
    static final int LONGEST = 128;

    private static final int LEAST_UNFORESEEN = 6;

    /** In defaults and in what is tried first. */
    private static final List<String> KNOWN = List.of(
            "password",
            "passwort",
            "administrator",
            "admin",
            "toygres",
            "postgresql",
            "postgres",
            "changeme",
            "change",
            "default",
            "letmein",
            "welcome",
            "secret",
            "qwertyuiop",
            "qwerty",
            "example",
            "master",
            "root",
            "test",
            "user",
            "please",
            "choose",
            "yourself");

    private PasswordRules() {}

    /** What is wrong with it and what to send instead, in two sentences to be read after the field's name; empty for nothing. */
    static Optional<String> complaint(String password, String username) {
        int characters = password.codePointCount(0, password.length());
        if (characters < SHORTEST || characters > LONGEST || !PlainText.isOneLine(password)) {
            return Optional.of("must be " + SHORTEST + " to " + LONGEST + " characters without control characters."
                    + " Send a longer one, such as four random words.");
        }
        return unforeseen(password.toLowerCase(Locale.ROOT), username.toLowerCase(Locale.ROOT)) < LEAST_UNFORESEEN
                ? Optional.of("is easily guessed. Send one that is no default, no sequence and not the user's name.")
                : Optional.empty();
    }

    /** How many characters are left without what is tried first, and without those that go on from the one before. */
    private static long unforeseen(String password, String username) {
        String rest = password.replace(username, "");
        for (String known : KNOWN) {
            rest = rest.replace(known, "");
        }
        int left = 0;
        for (int i = 0; i < rest.length(); i++) {
            boolean goesOn = i > 0 && Math.abs(rest.charAt(i) - rest.charAt(i - 1)) <= 1;
            boolean counts = Character.isLetterOrDigit(rest.charAt(i)) || rest.charAt(i) > '~';
            if (!goesOn && counts) {
                left++;
            }
        }
        return left;
    }
}
