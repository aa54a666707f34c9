package io.toygres.provisioner.connection;

import io.toygres.provisioner.connection.ConnectionResult.Cause;
import io.toygres.provisioner.connection.ConnectionResult.NotYet;
import io.toygres.provisioner.connection.ConnectionResult.WrongPassword;
import java.net.SocketTimeoutException;
import java.security.cert.CertificateException;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/**
 * Reads the failure of a login by its SQLSTATE
 * (<a href="https://www.postgresql.org/docs/current/errcodes-appendix.html">list</a>). Server messages are quoted: they name
 * role and database, never the password.
 */
final class SqlFailure {

    private SqlFailure() {}

    static ConnectionResult read(SQLException failure) {
        return isOfServer(failure) ? ofServer(failure) : ofDriver(failure);
    }

    private static boolean isOfServer(SQLException failure) {
        return failure instanceof PSQLException e && e.getServerErrorMessage() != null;
    }

    private static ConnectionResult ofServer(SQLException failure) {
        return switch (failure.getSQLState()) {
            case "28P01", "28000" -> new WrongPassword(message(failure));
            case "57P03", "53300", "57P01", "57P02" -> new NotYet(Cause.STARTING_UP, message(failure));
            case "3D000" -> new NotYet(Cause.OTHER_SERVER, message(failure));
            case null, default -> new NotYet(Cause.REFUSED, message(failure));
        };
    }

    /** The driver hangs up on a server that wants the password by a weaker method, or does not prove to know it. */
    private static ConnectionResult ofDriver(SQLException failure) {
        Optional<CertificateException> distrust = distrust(failure);
        if (distrust.isPresent()) {
            return new NotYet(
                    Cause.OTHER_SERVER,
                    "its certificate does not prove that it is the instance: "
                            + distrust.get().getMessage());
        }
        return switch (failure.getSQLState()) {
            case "28000", "28P01", "08004", "08P01" -> new NotYet(Cause.OTHER_SERVER, message(failure));
            case null, default -> new NotYet(transport(failure), message(failure));
        };
    }

    /** Why the server's certificate was not taken. */
    private static Optional<CertificateException> distrust(SQLException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException distrust) {
                return Optional.of(distrust);
            }
        }
        return Optional.empty();
    }

    private static Cause transport(SQLException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SocketTimeoutException) {
                return Cause.TIMEOUT;
            }
        }
        return Cause.REFUSED;
    }

    private static String message(SQLException failure) {
        @Nullable String message = failure.getMessage();
        return message == null
                ? "SQLSTATE " + failure.getSQLState()
                : message.lines().findFirst().orElse("");
    }
}
