package io.toygres.api.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.restassured.RestAssured;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Holds every answer against {@code docs/openapi.yaml}: its status is one that the operation has, with the headers it must have, and its
 * body has the properties that the schema names, all of those that it requires, and no other.
 */
public final class DocumentedAnswers implements Filter {

    public static final Path FILE = Path.of("../docs/openapi.yaml");

    private static final JsonNode DOCUMENT = read();
    private static final ObjectMapper JSON = new ObjectMapper();

    /** By operation, status and type. */
    private static final Map<String, JsonSchema> SCHEMAS = new ConcurrentHashMap<>();

    /** The description of the API as it is checked in. */
    public static JsonNode document() {
        return DOCUMENT;
    }

    @Override
    public Response filter(
            FilterableRequestSpecification request, FilterableResponseSpecification expected, FilterContext context) {
        Response response = context.next(request, expected);
        check(
                request.getMethod(),
                URI.create(request.getURI()).getRawPath(),
                new Answer(
                        response.statusCode(),
                        name -> Optional.ofNullable(response.header(name)),
                        response.asString()));
        return response;
    }

    /** @param header its value by its name */
    public record Answer(int status, Function<String, Optional<String>> header, String body) {}

    /** Fails when the operation of that method and path, if there is one, does not answer so. */
    public static void check(String method, String path, Answer answer) {
        operation(method, path).ifPresent(operation -> check(operation, answer));
    }

    private static Optional<JsonNode> operation(String method, String path) {
        return DOCUMENT.get("paths").properties().stream()
                .filter(entry -> path.matches(entry.getKey().replaceAll("\\{[^}]+}", "[^/]+")))
                .map(entry -> entry.getValue().path(method.toLowerCase(Locale.ROOT)))
                .filter(operation -> !operation.isMissingNode())
                .findFirst();
    }

    private static void check(JsonNode operation, Answer answer) {
        String name = operation.get("operationId").asText();
        JsonNode documented = operation.at("/responses/" + answer.status());
        assertThat(documented.isMissingNode())
                .as("%s answers %d, which is not documented: %s", name, answer.status(), answer.body())
                .isFalse();
        documented.path("headers").properties().stream()
                .filter(header -> header.getValue().path("required").asBoolean())
                .forEach(header -> assertThat(answer.header().apply(header.getKey()))
                        .as("%s answers with header %s", name, header.getKey())
                        .isPresent());
        String type = answer.header().apply("Content-Type").orElse("").replaceFirst(";.*", "");
        JsonNode content = documented.path("content");
        if (content.isMissingNode()) {
            assertThat(answer.body()).as("%s answers without a body", name).isEmpty();
            return;
        }
        assertThat(content.has(type))
                .as("%s answers with a documented type, not %s", name, type)
                .isTrue();
        if (type.endsWith("/json") || type.endsWith("+json")) {
            JsonSchema schema = SCHEMAS.computeIfAbsent(
                    name + " " + answer.status() + " " + type,
                    _ -> schema(content.at("/" + type.replace("/", "~1") + "/schema")));
            assertThat(faults(schema, answer.body()))
                    .as("%s answers as its schema says: %s", name, answer.body())
                    .isEmpty();
        }
    }

    private static JsonSchema schema(JsonNode schema) {
        ObjectNode whole = schema.deepCopy();
        whole.set("components", DOCUMENT.get("components"));
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(
                        whole,
                        SchemaValidatorsConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build());
    }

    private static Set<ValidationMessage> faults(JsonSchema schema, String body) {
        try {
            return schema.validate(JSON.readTree(body));
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + body, e);
        }
    }

    private static JsonNode read() {
        try {
            // While it is rewritten, what the service says counts.
            JsonNode document = Boolean.getBoolean("golden.update")
                    ? new YAMLMapper().readTree(RestAssured.get("/q/openapi").asString())
                    : new YAMLMapper().readTree(FILE.toFile());
            document.at("/components/schemas").forEach(schema -> {
                if (schema.has("properties")) {
                    ((ObjectNode) schema).put("additionalProperties", false);
                }
            });
            return document;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
