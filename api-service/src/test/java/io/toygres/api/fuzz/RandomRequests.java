package io.toygres.api.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.toygres.api.testing.DocumentedAnswers;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.Random;

/** Requests of one operation after the other: parameters, headers and bodies at random. */
final class RandomRequests {

    private static final String JSON = "application/json";

    private final URI server;
    private final Random random;
    private final Known known;
    private final SchemaValues values;

    RandomRequests(URI server, Random random, Known known) {
        this.server = server;
        this.random = random;
        this.known = known;
        this.values = new SchemaValues(DocumentedAnswers.document(), random, known);
    }

    HttpRequest next(Operation operation) {
        String path = operation.path();
        StringBuilder query = new StringBuilder();
        HttpRequest.Builder request = HttpRequest.newBuilder();
        for (JsonNode parameter : operation.description().path("parameters")) {
            String name = parameter.path("name").asText();
            switch (parameter.path("in").asText()) {
                case "path" -> path = path.replace("{" + name + "}", pathValue(name, parameter));
                case "query" -> query(query, name, parameter);
                case "header" -> header(request, name, parameter);
                default -> {
                    // The session's cookie is sent by the one who asks.
                }
            }
        }
        if (random.nextInt(20) == 0) {
            query.append("&unknown=").append(encoded(HostileText.any(random)));
        }
        body(request, operation);
        return request.uri(URI.create(server + path + (query.isEmpty() ? "" : "?" + query.substring(1))))
                .build();
    }

    private String pathValue(String name, JsonNode parameter) {
        String text = values.value(name, parameter.path("schema")).asText();
        if (text.isEmpty() || text.equals(".") || text.equals("..")) {
            // Another path, and so another operation.
            return known.id(random);
        }
        return encoded(text);
    }

    private void query(StringBuilder query, String name, JsonNode parameter) {
        if (random.nextInt(4) > 0) {
            return;
        }
        // A wait is told by this: nobody waits here.
        String text = name.equals("wait")
                ? "0s"
                : values.value(name, parameter.path("schema")).asText();
        query.append('&').append(name).append('=').append(encoded(text));
        if (random.nextInt(30) == 0) {
            query.append('&').append(name).append('=').append(encoded(HostileText.any(random)));
        }
    }

    private void header(HttpRequest.Builder request, String name, JsonNode parameter) {
        if (random.nextInt(4) == 0) {
            String text = values.value(name, parameter.path("schema")).asText();
            // What no client could put into a header is tried by bytes elsewhere.
            request.header(name, text.replaceAll("[^\\x20-\\x7e]", "?").strip());
        }
    }

    private void body(HttpRequest.Builder request, Operation operation) {
        JsonNode content = operation.description().at("/requestBody/content");
        if (content.isMissingNode()) {
            request.method(operation.method(), BodyPublishers.noBody());
            return;
        }
        JsonNode schema = content.at("/application~1json/schema");
        byte[] body = values.value("", schema).toString().getBytes(UTF_8);
        request.header("Content-Type", random.nextInt(40) == 0 ? "text/plain" : JSON);
        request.method(operation.method(), BodyPublishers.ofByteArray(broken(body)));
    }

    /** Most are as they are. */
    private byte[] broken(byte[] body) {
        return switch (random.nextInt(60)) {
            case 0 -> Arrays.copyOf(body, random.nextInt(body.length + 1));
            case 1 -> "[".repeat(5000).getBytes(UTF_8);
            case 2 -> new byte[] {(byte) 0xC3, (byte) 0x28};
            case 3 -> ("\uFEFF" + new String(body, UTF_8)).getBytes(UTF_8);
            case 4 -> (new String(body, UTF_8) + "{}").getBytes(UTF_8);
            default -> body;
        };
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }
}
