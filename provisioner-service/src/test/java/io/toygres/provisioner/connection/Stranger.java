package io.toygres.provisioner.connection;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server that is not the instance: speaks enough of PostgreSQL's protocol to ask for a login in its own way, and keeps what it
 * is given for it (<a href="https://www.postgresql.org/docs/current/protocol-message-formats.html">messages</a>).
 */
public final class Stranger implements AutoCloseable {

    /** How it wants to be proven who logs in. */
    public enum Demand {
        NOTHING(0, ""),
        CLEARTEXT(3, ""),
        MD5(5, "\1\2\3\4"),
        SCRAM(10, "SCRAM-SHA-256\0\0");

        private final int type;
        private final String parameters;

        Demand(int type, String parameters) {
            this.type = type;
            this.parameters = parameters;
        }
    }

    /** Shorter than any startup message. */
    private static final int SSL_REQUEST_BYTES = 8;

    private static final String REFUSAL =
            "SFATAL\0VFATAL\0C28P01\0Mpassword authentication failed for user \"postgres\"\0\0";

    private final ServerSocket socket;
    private final Demand demand;
    private final AtomicInteger visits = new AtomicInteger();
    private final List<String> given = new CopyOnWriteArrayList<>();

    private Stranger(ServerSocket socket, Demand demand) {
        this.socket = socket;
        this.demand = demand;
    }

    static Stranger demanding(Demand demand) throws IOException {
        return demanding(demand, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    public static Stranger demanding(Demand demand, InetSocketAddress address) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.bind(address);
        Stranger stranger = new Stranger(socket, demand);
        Thread.ofVirtual().start(stranger::serve);
        return stranger;
    }

    int port() {
        return socket.getLocalPort();
    }

    /** How many came. */
    int visits() {
        return visits.get();
    }

    /** What came in answer to the demand. */
    public List<String> given() {
        return List.copyOf(given);
    }

    private void serve() {
        try {
            while (true) {
                Socket visitor = socket.accept();
                visits.incrementAndGet();
                Thread.ofVirtual().start(() -> receive(visitor));
            }
        } catch (SocketException _) {
            // closed
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void receive(Socket visitor) {
        try (visitor;
                var in = new DataInputStream(visitor.getInputStream());
                var out = new DataOutputStream(visitor.getOutputStream())) {
            int length = in.readInt();
            while (length == SSL_REQUEST_BYTES) {
                in.readInt();
                out.writeByte('N');
                length = in.readInt();
            }
            in.skipNBytes(length - Integer.BYTES);
            send(out, 'R', demand.type, demand.parameters.getBytes(UTF_8));
            listen(in, out);
        } catch (EOFException | SocketException _) {
            // hung up
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void listen(DataInputStream in, DataOutputStream out) throws IOException {
        while (true) {
            in.readByte();
            given.add(new String(in.readNBytes(in.readInt() - Integer.BYTES), UTF_8));
            byte[] refusal = REFUSAL.getBytes(UTF_8);
            out.writeByte('E');
            out.writeInt(Integer.BYTES + refusal.length);
            out.write(refusal);
            out.flush();
        }
    }

    private static void send(DataOutputStream out, char kind, int type, byte[] parameters) throws IOException {
        out.writeByte(kind);
        out.writeInt(2 * Integer.BYTES + parameters.length);
        out.writeInt(type);
        out.write(parameters);
        out.flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
