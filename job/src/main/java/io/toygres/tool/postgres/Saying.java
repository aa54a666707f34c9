package io.toygres.tool.postgres;

import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.postgresql.util.PSQLException;

/** What a server or a program of PostgreSQL's said of a failure: the one line to tell, without statements, which may hold secrets. */
public final class Saying {

    private static final Pattern ERROR = Pattern.compile("error:|ERROR:|FATAL:|PANIC:");
    private static final int LONGEST = 400;

    private Saying() {}

    /**
     * Of a program's stderr: the server's own reason if there is one, since a program may add only that something failed; else the first
     * line that tells of an error; else the first line.
     */
    public static String line(String stderr) {
        Optional<String> servers = stderr.lines()
                .filter(line -> line.contains("ERROR:") || line.contains("FATAL:") || line.contains("PANIC:"))
                .filter(line -> !line.contains("Command was:"))
                .findFirst();
        return cut(servers.or(() -> stderr.lines()
                        .filter(line -> ERROR.matcher(line).find())
                        .findFirst())
                .or(() -> stderr.lines().filter(line -> !line.isBlank()).findFirst())
                .map(Saying::withoutProgram)
                .orElse("the program gave no reason"));
    }

    private static String withoutProgram(String line) {
        int begin = line.indexOf("error: ");
        String rest = begin >= 0 ? line.substring(begin + "error: ".length()) : line;
        for (String server : new String[] {"ERROR:", "FATAL:", "PANIC:"}) {
            int at = rest.indexOf(server);
            if (at >= 0) {
                return rest.substring(at);
            }
        }
        return rest;
    }

    /** Of an exception of the driver's: the server's message alone, or the driver's and what caused it. */
    public static String line(SQLException e) {
        if (e instanceof PSQLException server && server.getServerErrorMessage() != null) {
            String message = server.getServerErrorMessage().getMessage();
            return cut(server.getServerErrorMessage().getSeverity() + ": " + (message == null ? "no reason" : message));
        }
        Throwable cause = e.getCause();
        String why = cause == null || cause.getMessage() == null ? "" : " (" + cause.getMessage() + ")";
        return cut(e.getMessage() + why);
    }

    private static String cut(String line) {
        String one = line.replaceAll("\\s+", " ").strip();
        return one.length() > LONGEST ? one.substring(0, LONGEST) : one;
    }

    /** For looking up words in what was said. */
    static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
