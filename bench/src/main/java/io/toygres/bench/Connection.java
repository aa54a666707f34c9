package io.toygres.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;

/**
 * One HTTP/1.1 connection that is kept open, for one thread. The client shares the machine's cores with what it measures, so it does
 * as little as pgbench does: it writes a request, and of the answer it reads the status, the session cookie and the body.
 */
final class Connection implements AutoCloseable {

    /** No answer that is measured here comes without both. */
    private static final int CHUNKED = -1;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final String host;
    private String cookie = "";

    /** An answer to a request. */
    record Answer(int status, String body) {}

    Connection(URI url) throws IOException {
        this.socket = new Socket(url.getHost(), url.getPort());
        this.socket.setTcpNoDelay(true);
        this.socket.setSoTimeout(60_000);
        this.in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
        this.out = socket.getOutputStream();
        this.host = url.getAuthority();
    }

    Answer get(String path) throws IOException {
        return send("GET", path, "application/json", "");
    }

    Answer post(String path, String json) throws IOException {
        return send("POST", path, "application/json", json);
    }

    Answer postForm(String path, String form) throws IOException {
        return send("POST", path, "application/x-www-form-urlencoded", form);
    }

    private Answer send(String method, String path, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        String head =
                method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\nAccept: application/json\r\nContent-Type: "
                        + type + "\r\nContent-Length: " + bytes.length + "\r\n"
                        + (cookie.isEmpty() ? "" : "Cookie: " + cookie + "\r\n") + "\r\n";
        var request = new ByteArrayOutputStream(head.length() + bytes.length);
        request.writeBytes(head.getBytes(UTF_8));
        request.writeBytes(bytes);
        request.writeTo(out);
        return read();
    }

    private Answer read() throws IOException {
        int status = Integer.parseInt(line().split(" ", 3)[1]);
        int length = CHUNKED;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String name = header.substring(0, header.indexOf(':'));
            String value = header.substring(name.length() + 1).strip();
            if (name.equalsIgnoreCase("content-length")) {
                length = Integer.parseInt(value);
            } else if (name.equalsIgnoreCase("set-cookie")) {
                cookie = value.split(";", 2)[0];
            }
        }
        return new Answer(status, new String(length == CHUNKED ? chunks() : in.readNBytes(length), UTF_8));
    }

    private byte[] chunks() throws IOException {
        var body = new ByteArrayOutputStream();
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
            body.writeBytes(in.readNBytes(size));
            line();
        }
        line();
        return body.toByteArray();
    }

    private int chunkSize() throws IOException {
        return Integer.parseInt(line(), 16);
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("the server closed the connection");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
