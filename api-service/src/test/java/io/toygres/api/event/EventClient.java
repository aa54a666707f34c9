package io.toygres.api.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.restassured.RestAssured;
import io.toygres.api.testing.Api;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A client of {@code GET /api/events} that reads its socket line by line; the lines that chunks begin with are none of an event's. */
public final class EventClient implements AutoCloseable {

    private static final Pattern STATUS = Pattern.compile("\"status\" : \"([a-z]+)\"");

    /** A stream that lives is silent for 15 seconds at most. */
    private static final int PATIENCE_MS = 120_000;

    private final Socket socket;
    private final BufferedReader lines;

    /** @param kind such as {@code image} */
    public record Event(String kind, String data, String id) {

        public boolean mentions(String text) {
            return data.contains(text);
        }

        String status() {
            Matcher status = STATUS.matcher(data);
            return status.find() ? status.group(1) : "";
        }
    }

    private EventClient(Socket socket, BufferedReader lines) {
        this.socket = socket;
        this.lines = lines;
    }

    /** Returns once the stream has begun. */
    static EventClient open(String lastEventId, String query) throws IOException {
        return connect(query, "Cookie: " + Api.COOKIE + "=" + Api.session() + "\r\nLast-Event-ID: " + lastEventId);
    }

    /**
     * As somebody else.
     *
     * @param credential a header, such as {@code Authorization: Bearer …}
     */
    public static EventClient as(String credential) throws IOException {
        return connect("", credential);
    }

    private static EventClient connect(String query, String headers) throws IOException {
        Socket socket = new Socket("localhost", RestAssured.port);
        socket.setSoTimeout(PATIENCE_MS);
        String request = "GET /api/events" + query + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers
                + "\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(UTF_8));
        var lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
        String status = lines.readLine();
        if (status == null || !status.contains(" 200 ")) {
            throw new IOException("answered: " + status);
        }
        boolean buffers = true;
        for (String line = lines.readLine(); !"retry: 2000".equals(line); line = lines.readLine()) {
            if (line == null) {
                throw new IOException("the stream ended before it began");
            }
            buffers &= !line.equalsIgnoreCase("X-Accel-Buffering: no");
        }
        if (buffers) {
            throw new IOException("a proxy might hold the events back");
        }
        return new EventClient(socket, lines);
    }

    /** The events up to the first that is so, with it. */
    public List<Event> until(Predicate<Event> last) {
        List<Event> events = new ArrayList<>();
        String kind = "";
        String data = "";
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event: ")) {
                    kind = line.substring("event: ".length());
                } else if (line.startsWith("data: ")) {
                    data = line.substring("data: ".length());
                } else if (line.startsWith("id: ") && !kind.isEmpty()) {
                    events.add(new Event(kind, data, line.substring("id: ".length())));
                    kind = "";
                    if (last.test(events.getLast())) {
                        return events;
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalStateException("the stream ended after " + events);
    }

    /** All that comes until the service ends the stream. */
    public String rest() {
        return lines.lines().collect(Collectors.joining("\n"));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
