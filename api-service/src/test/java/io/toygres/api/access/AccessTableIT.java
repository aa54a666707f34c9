package io.toygres.api.access;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.toygres.api.testing.Api;
import io.toygres.api.testing.ApiSystem;
import io.toygres.api.testing.DocumentedAnswers;
import io.toygres.api.testing.FakeWorker;
import io.toygres.api.testing.People;
import io.toygres.api.testing.People.Person;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * Every operation of {@code docs/openapi.yaml}, tried by everybody on one project's things. What came of it is {@code docs/access.md}: an
 * operation that is not in that table, or answers otherwise, fails here.
 */
@QuarkusTest
@QuarkusTestResource(ApiSystem.class)
class AccessTableIT {

    private static final Path DOCUMENT = Path.of("../docs/access.md");
    private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");
    private static final String BEGIN = "| operation | nobody |";

    @Inject
    FakeWorker worker;

    @Test
    void everyOperationLetsInWhomTheTableSays() throws IOException {
        String project = People.newProject();
        Person operator = People.newPerson("operator", "\"" + project + "\"");
        Map<String, Supplier<RequestSpecification>> callers =
                callers(operator, People.newPerson("viewer", "\"" + project + "\""));
        Things things = Things.make(worker, project, operator);
        boolean untouched = true;
        List<String> rows = new ArrayList<>();
        for (Tried operation : operations()) {
            boolean reads = operation.method().equals("get");
            if (!reads || !untouched) {
                things = Things.make(worker, project, operator);
            }
            untouched = reads;
            rows.add(row(operation, callers, things, () -> Things.make(worker, project, operator)));
        }
        String table = BEGIN + " viewer | other project's operator | operator | admin |\n|---|---|---|---|---|---|\n"
                + String.join("\n", rows) + "\n";
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(DOCUMENT, head() + table);
        }
        assertThat(head() + table)
                .as("-Dgolden.update=true rewrites docs/access.md")
                .isEqualTo(Files.readString(DOCUMENT));
    }

    private record Tried(String path, String method, String id) {}

    /** By path and method: the document's order is the build's choice. */
    private static List<Tried> operations() {
        List<Tried> operations = new ArrayList<>();
        for (var path : DocumentedAnswers.document().get("paths").properties()) {
            for (var method : path.getValue().properties()) {
                if (path.getKey().startsWith("/api/")) {
                    String id = method.getValue().get("operationId").asText();
                    operations.add(new Tried(path.getKey(), method.getKey(), id));
                }
            }
        }
        operations.sort(Comparator.comparing(Tried::path).thenComparing(tried -> METHODS.indexOf(tried.method())));
        return operations;
    }

    /** In the order of the table; who may delete comes last. */
    private static Map<String, Supplier<RequestSpecification>> callers(Person operator, Person viewer) {
        Person other = People.newPerson("operator", "\"" + People.newProject() + "\"");
        Map<String, Supplier<RequestSpecification>> callers = new LinkedHashMap<>();
        callers.put("nobody", () -> given().filter(new DocumentedAnswers()));
        callers.put("viewer", viewer::asks);
        callers.put("other", other::asks);
        callers.put("operator", operator::asks);
        callers.put("admin", Api::loggedIn);
        return callers;
    }

    private static String row(
            Tried operation,
            Map<String, Supplier<RequestSpecification>> callers,
            Things things,
            Supplier<Things> fresh) {
        String path = operation.path();
        String method = operation.method();
        String id = operation.id();
        StringBuilder row = new StringBuilder("| `" + method.toUpperCase(Locale.ROOT) + " " + path + "` |");
        callers.forEach((caller, asks) -> {
            Things named = method.equals("delete") && caller.equals("admin") ? fresh.get() : things;
            Response answer = ask(asks.get(), method, named.path(path), named.body(id));
            if (caller.equals("nobody")) {
                Api.refused(answer, 401, "UNAUTHENTICATED", null);
            }
            if (caller.equals("other")) {
                assertThat(things.areToldBy(withoutRequest(answer)))
                        .as("%s tells %s of another project: %s", id, caller, answer.asString())
                        .isFalse();
                answersAsIfItNeverWas(asks.get(), method, path, things, id, answer);
            }
            row.append(' ').append(cell(answer)).append(" |");
        });
        return row.toString();
    }

    /** What the request names itself comes back in the refusal. */
    private static String withoutRequest(Response answer) {
        return answer.statusCode() == 404 || isBulkOfUnseen(answer) ? "" : answer.asString();
    }

    private static void answersAsIfItNeverWas(
            RequestSpecification asks, String method, String path, Things things, String id, Response answer) {
        String named = things.path(path);
        if (named.equals(path) || answer.statusCode() == 403) {
            return;
        }
        String unknown = UUID.randomUUID().toString();
        String invented = path.replaceFirst("\\{(id|name)}", unknown);
        Response never = ask(asks, method, invented, things.body(id));
        String ours = path.replaceFirst("\\{(id|name)}.*", "");
        String name = named.substring(ours.length()).replaceFirst("/.*", "");
        assertThat(answer.asString().replace(name, unknown)).isEqualTo(never.asString());
        assertThat(answer.statusCode()).isEqualTo(never.statusCode()).isEqualTo(404);
    }

    private static Response ask(RequestSpecification asks, String method, String path, String body) {
        // Who may follow the events is told at once that this is no position; a stream would not end.
        asks.header("Last-Event-ID", "none");
        boolean hasBody = List.of("post", "put", "patch").contains(method);
        return (hasBody ? asks.contentType(ContentType.JSON).body(body) : asks).request(method, path);
    }

    /** A bulk request of one thing, which is not seen. */
    private static boolean isBulkOfUnseen(Response answer) {
        return answer.statusCode() == 200
                && answer.asString().startsWith("{\"accepted\":0,")
                && answer.jsonPath().getInt("items[0].status") == 404;
    }

    private static String cell(Response answer) {
        if (answer.statusCode() == 401 || answer.statusCode() == 403) {
            return Integer.toString(answer.statusCode());
        }
        boolean isUnseen = answer.statusCode() == 404
                && !List.of("LOGS_NOT_FOUND", "DEAD_LETTER_NOT_FOUND")
                        .contains(answer.jsonPath().getString("code"));
        return isUnseen || isBulkOfUnseen(answer) ? "404" : "yes";
    }

    private static String head() throws IOException {
        String whole = Files.readString(DOCUMENT);
        int table = whole.indexOf(BEGIN);
        return table < 0 ? whole : whole.substring(0, table);
    }
}
