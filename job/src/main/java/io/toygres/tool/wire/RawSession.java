package io.toygres.tool.wire;

import io.toygres.tool.archive.RawText;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One session, used by one thread at a time.
 *
 * <p>Only what a trusting server asks for is spoken: no passwords, no TLS. See <a
 * href="https://www.postgresql.org/docs/current/protocol-message-formats.html">the message formats</a>.
 */
public final class RawSession implements AutoCloseable {

    private static final int PROTOCOL_3_0 = 196608;
    private static final int COPY_BUFFER = 64 * 1024;

    private final SocketChannel channel;
    private final Incoming incoming;
    private final ByteBuffer copyBuffer = ByteBuffer.allocateDirect(COPY_BUFFER);
    private volatile boolean closed;

    private RawSession(SocketChannel channel) {
        this.channel = channel;
        this.incoming = new Incoming(channel);
    }

    /**
     * Connects.
     *
     * @param socket such as {@code /toygres/work/socket/.s.PGSQL.5432}
     * @param settings of the session, with {@code user}, {@code database} and {@code client_encoding} among them; values raw
     * @throws SqlFailureException when the server does not take the session
     * @throws SessionLostException when there is no server
     */
    public static RawSession open(Path socket, Map<String, String> settings) throws IOException {
        SocketChannel channel;
        try {
            channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        } catch (IOException e) {
            throw new SessionLostException("The server takes no connection: " + e.getMessage(), e);
        }
        RawSession session = new RawSession(channel);
        try {
            session.start(settings);
            return session;
        } catch (IOException | RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private void start(Map<String, String> settings) throws IOException {
        var body = new ByteArrayOutputStream();
        var out = new DataOutputStream(body);
        out.writeInt(PROTOCOL_3_0);
        for (var setting : settings.entrySet()) {
            out.write(RawText.bytes(setting.getKey()));
            out.write(0);
            out.write(RawText.bytes(setting.getValue()));
            out.write(0);
        }
        out.write(0);
        ByteBuffer startup = ByteBuffer.allocate(4 + body.size());
        startup.putInt(4 + body.size()).put(body.toByteArray()).flip();
        write(startup);
        incoming.start();
        awaitReady();
    }

    /** Runs statements, all in one transaction unless they say otherwise. The SQL is raw. */
    public void execute(String sql) throws IOException {
        var unused = query(sql);
    }

    /** The rows that statements return, values as raw text, null for NULL. */
    public List<List<@Nullable String>> query(String sql) throws IOException {
        send('Q', RawText.bytes(sql));
        List<List<@Nullable String>> rows = new ArrayList<>();
        ServerMessage error = null;
        for (Incoming.Message message = incoming.take(); message.type() != 'Z'; message = incoming.take()) {
            switch (message.type()) {
                case 'D' -> rows.add(row(message.body()));
                case 'E' -> error = error == null ? ServerMessage.of(message.body()) : error;
                case 'G' -> send('f', RawText.bytes("not asked for"));
                default -> {}
            }
        }
        incoming.forgetRefusal();
        if (error != null) {
            throw new SqlFailureException(error);
        }
        return rows;
    }

    private static List<@Nullable String> row(byte[] body) {
        ByteBuffer in = ByteBuffer.wrap(body);
        int count = in.getShort();
        List<@Nullable String> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int length = in.getInt();
            if (length < 0) {
                values.add(null);
            } else {
                byte[] value = new byte[length];
                in.get(value);
                values.add(RawText.of(value));
            }
        }
        return values;
    }

    /** Begins a {@code COPY … FROM stdin}; {@link #copyData} and {@link #endCopy} follow. */
    public void beginCopy(String sql) throws IOException {
        send('Q', RawText.bytes(sql));
        for (Incoming.Message message = incoming.take(); message.type() != 'G'; message = incoming.take()) {
            if (message.type() == 'E') {
                ServerMessage error = ServerMessage.of(message.body());
                awaitReady();
                throw new SqlFailureException(error);
            }
            if (message.type() == 'Z') {
                throw new IOException("The statement copies nothing in.");
            }
        }
        copyBuffer.clear().position(5);
    }

    /** @return whether the server still takes rows; {@link #endCopy} says why not */
    public boolean copyData(byte[] bytes, int length) throws IOException {
        int at = 0;
        while (at < length && !incoming.isRefused()) {
            int part = Math.min(length - at, copyBuffer.remaining());
            copyBuffer.put(bytes, at, part);
            at += part;
            if (!copyBuffer.hasRemaining()) {
                flushCopy();
            }
        }
        return !incoming.isRefused();
    }

    private void flushCopy() throws IOException {
        copyBuffer.flip();
        copyBuffer.put(0, (byte) 'd').putInt(1, copyBuffer.limit() - 1);
        write(copyBuffer);
        copyBuffer.clear().position(5);
    }

    /** Ends it. @return how many rows the server has taken */
    public long endCopy() throws IOException {
        if (!incoming.isRefused()) {
            if (copyBuffer.position() > 5) {
                flushCopy();
            }
            send('c', new byte[0]);
        }
        long rows = 0;
        ServerMessage error = null;
        for (Incoming.Message message = incoming.take(); message.type() != 'Z'; message = incoming.take()) {
            switch (message.type()) {
                case 'C' -> rows = rowsOf(message.body());
                case 'E' -> error = error == null ? ServerMessage.of(message.body()) : error;
                default -> {}
            }
        }
        incoming.forgetRefusal();
        if (error != null) {
            throw new SqlFailureException(error);
        }
        return rows;
    }

    /** {@code COPY 42} */
    private static long rowsOf(byte[] tag) {
        String text = RawText.of(tag).replace("\0", "");
        return text.startsWith("COPY ") ? Long.parseLong(text.substring("COPY ".length())) : 0;
    }

    /** What the server has warned of since the last call; of many, the first. */
    public List<ServerMessage> takeWarnings() {
        return incoming.takeWarnings();
    }

    private void awaitReady() throws IOException {
        ServerMessage error = null;
        for (Incoming.Message message = incoming.take(); message.type() != 'Z'; message = incoming.take()) {
            switch (message.type()) {
                case 'E' -> {
                    error = ServerMessage.of(message.body());
                    if (error.severity().equals("FATAL")) {
                        throw new SqlFailureException(error);
                    }
                }
                case 'R' -> {
                    if (ByteBuffer.wrap(message.body()).getInt() != 0) {
                        throw new IOException("The server asks for a password.");
                    }
                }
                default -> {}
            }
        }
        incoming.forgetRefusal();
        if (error != null) {
            throw new SqlFailureException(error);
        }
    }

    private void send(char type, byte[] body) throws IOException {
        boolean text = type == 'Q' || type == 'f';
        ByteBuffer message = ByteBuffer.allocate(5 + body.length + (text ? 1 : 0));
        message.put((byte) type).putInt(message.capacity() - 1).put(body);
        message.rewind();
        write(message);
    }

    private void write(ByteBuffer buffer) throws IOException {
        try {
            while (buffer.hasRemaining()) {
                var unused = channel.write(buffer);
            }
        } catch (IOException e) {
            throw incoming.lost(e);
        }
    }

    public boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
        try {
            channel.close();
        } catch (IOException _) {
            // It is closed all the same.
        }
    }
}
