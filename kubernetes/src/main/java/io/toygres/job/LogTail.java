package io.toygres.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The last lines of a log, fit to be kept with a failure: at most {@value #MAX_LINES} lines and {@value #MAX_BYTES} bytes of UTF-8,
 * without progress reports, control characters or what looks like a secret. A guess errs on the side of hiding too much.
 */
public final class LogTail {

    static final int MAX_LINES = 50;
    static final int MAX_BYTES = 8 * 1024;

    private static final int LONGEST_LINE = 1000;
    private static final String HIDDEN = "[redacted]";

    /** The quantifiers are possessive, so that no text makes them slow. */
    private static final List<Secret> SECRETS = List.of(
            Secret.of("-----BEGIN [A-Z ]*PRIVATE KEY-----[^-]*+(-----END [A-Z ]*PRIVATE KEY-----)?", HIDDEN),
            // In SQL: PASSWORD 'x', ENCRYPTED PASSWORD 'it''s'.
            Secret.of("(?i)(\\bpassword\\s++)E?'(?:[^']++|'')*+'?", "$1'" + HIDDEN + "'"),
            // In JSON, connection strings, settings and environments: "password":"x", PGPASSWORD=x, client_secret: x.
            Secret.of(
                    "(?i)((?:password|passwd|secret|token|account_?key|api_?key|assertion|credential)s?[\"']?\\s*+[:=]\\s*+)"
                            + "(?:\"(?:[^\"\\\\]++|\\\\.)*+\"?|'[^']*+'?|[^\\s,;&}]++)",
                    "$1" + HIDDEN),
            Secret.of("(?i)\\b(bearer|basic)\\s++[A-Za-z0-9._~+/=-]{8,}+", "$1 " + HIDDEN),
            // The signature of a shared access signature.
            Secret.of("(?i)([?&;]sig=)[^&\\s\"']++", "$1" + HIDDEN),
            // postgres://user:x@host
            Secret.of("(://[^\\s:/@]*+:)[^\\s/@]++@", "$1" + HIDDEN + "@"),
            Secret.of("SCRAM-SHA-256\\$[^\\s'\"]++", HIDDEN),
            Secret.of("\\bmd5[0-9a-f]{32}\\b", HIDDEN),
            // A JSON Web Token.
            Secret.of("\\beyJ[A-Za-z0-9_-]{8,}+\\.[A-Za-z0-9_.-]++", HIDDEN));

    /** What a secret looks like, and what is written instead. */
    private record Secret(Pattern looks, String instead) {
        static Secret of(String looks, String instead) {
            return new Secret(Pattern.compile(looks), instead);
        }

        String hide(String text) {
            return looks.matcher(text).replaceAll(instead);
        }
    }

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\\n\\t]]");

    private LogTail() {}

    /** @param log the end of a log, whole lines; empty gives an empty text */
    public static String of(String log) {
        Deque<String> kept = new ArrayDeque<>();
        int bytes = 0;
        for (String line : lines(log).reversed()) {
            bytes += line.getBytes(UTF_8).length + 1;
            if (kept.size() == MAX_LINES || bytes > MAX_BYTES) {
                break;
            }
            kept.addFirst(line);
        }
        return String.join("\n", kept);
    }

    /** Secrets are hidden before anything is cut, since a cut could part a secret from what shows that it is one. */
    private static List<String> lines(String log) {
        String text = log.lines().filter(line -> !JobProgress.isReport(line)).collect(Collectors.joining("\n"));
        for (Secret secret : SECRETS) {
            text = secret.hide(text);
        }
        return CONTROL.matcher(text)
                .replaceAll("\uFFFD")
                .lines()
                .map(LogTail::shortened)
                .toList();
    }

    private static String shortened(String line) {
        return line.length() <= LONGEST_LINE
                ? line
                : line.substring(0, line.offsetByCodePoints(0, line.codePointCount(0, LONGEST_LINE) - 1)) + "…";
    }
}
