package io.toygres.tool.postgres;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** One connection of ours. Not for use by two threads, except that any may close it. */
public final class Session implements AutoCloseable {

    private final Connection connection;
    private final boolean bytes;

    /** @param bytes whether each character that comes is a byte of a database that has no encoding */
    Session(Connection connection, boolean bytes) {
        this.connection = connection;
        this.bytes = bytes;
    }

    /** One row's values as some type. */
    public interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    public <T> List<T> rows(String sql, Row<T> form, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            List<T> rows = new ArrayList<>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    rows.add(form.read(result));
                }
            }
            return rows;
        }
    }

    /** The one row there must be. */
    public <T> T row(String sql, Row<T> form, Object... parameters) throws SQLException {
        return rows(sql, form, parameters).getFirst();
    }

    public void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Whether SQL can have this name: the driver sends every statement as UTF-8, so bytes of no encoding come but don't go. */
    public boolean canSay(String name) {
        return !bytes || name.chars().allMatch(character -> character < 128);
    }

    /** A name as it goes into a manifest: bytes that are no UTF-8 become {@code \xHH}, and then a backslash is doubled. */
    public String readable(String name) {
        return bytes ? readableBytes(name.getBytes(StandardCharsets.ISO_8859_1)) : name;
    }

    /** The same of the bytes themselves. */
    public static String readableBytes(byte[] raw) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(raw))
                    .toString();
        } catch (CharacterCodingException _) {
            StringBuilder text = new StringBuilder();
            for (byte one : raw) {
                if (one == '\\') {
                    text.append("\\\\");
                } else if (one >= 0) {
                    text.append((char) one);
                } else {
                    text.append("\\x%02x".formatted(one & 0xff));
                }
            }
            return text.toString();
        }
    }

    /** An identifier in double quotes. */
    public static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException _) {
            // It is gone, which was wanted.
        }
    }

    /** Ends it at once, from any thread, without waiting for what it does. */
    public void abort() {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException _) {
            // It is gone, which was wanted.
        }
    }
}
