package io.toygres.api.webhook.connection;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * One POST over a connection of its own to an address that was chosen before, of whose answer nothing but the status is read. Java's clients look
 * the host up themselves, when nobody checks any more what it leads to; and of HTTP so little is needed here.
 */
final class Exchange {

    /** Status line and headers of answers that come before the real one (1xx), all together. */
    private static final int LONGEST_HEAD = 16 * 1024;

    /** A receiver that has said its status may finish its answer for so long. */
    private static final int REST_MILLIS = 200;

    private static final int CHUNK = 8 * 1024;

    private final Socket socket;
    private final Receiver receiver;
    private final SSLSocketFactory tls;
    private InputStream answer = InputStream.nullInputStream();
    private int read;

    /** @param socket not connected yet; who closes it ends the exchange at any moment */
    Exchange(Socket socket, Receiver receiver, SSLSocketFactory tls) {
        this.socket = socket;
        this.receiver = receiver;
        this.tls = tls;
    }

    /** @return the status, whatever it is, as soon as it is there: a redirect is not followed */
    int post(InetSocketAddress address, Map<String, String> headers, String body) throws IOException {
        socket.connect(address);
        Socket connection = receiver.tls() ? secured() : socket;
        OutputStream out = connection.getOutputStream();
        out.write(request(headers, body.getBytes(UTF_8)));
        out.flush();
        answer = new BufferedInputStream(connection.getInputStream());
        return status(answer);
    }

    /** The certificate must be for the host that the URL names, whatever the address. */
    private Socket secured() throws IOException {
        SSLSocket secured = (SSLSocket) tls.createSocket(socket, receiver.host(), receiver.port(), true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    private byte[] request(Map<String, String> headers, byte[] body) {
        var head =
                new StringBuilder("POST " + receiver.target() + " HTTP/1.1\r\nHost: " + receiver.authority() + "\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("Content-Length: ").append(body.length).append("\r\nConnection: close\r\n\r\n");
        byte[] first = head.toString().getBytes(US_ASCII);
        byte[] request = new byte[first.length + body.length];
        System.arraycopy(first, 0, request, 0, first.length);
        System.arraycopy(body, 0, request, first.length, body.length);
        return request;
    }

    private int status(InputStream in) throws IOException {
        while (true) {
            String line = line(in);
            if (!line.matches("HTTP/1\\.[01] [1-5][0-9]{2}( .*)?")) {
                throw new ProtocolException("The answer is none of HTTP/1.1.");
            }
            int status = Integer.parseInt(line.substring(9, 12));
            if (status >= 200) {
                return status;
            }
            while (!line(in).isEmpty()) {
                // Headers of an answer that comes before the real one.
            }
        }
    }

    private String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("The connection was closed without an answer.");
            }
            if (++read > LONGEST_HEAD) {
                throw new ProtocolException("The head of the answer has more than 16 KiB.");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    /** Reads the rest of the answer, for a moment. Its outcome is known: what happens from here on changes nothing. */
    void finish() {
        byte[] rest = new byte[CHUNK];
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(REST_MILLIS);
        try {
            socket.setSoTimeout(REST_MILLIS);
            for (int more = answer.read(rest); more >= 0 && System.nanoTime() < end; more = answer.read(rest)) {
                // It lets the receiver write what it wants to; nobody wants to know.
            }
        } catch (IOException _) {
            // Closed by either side, or too slow.
        }
    }
}
