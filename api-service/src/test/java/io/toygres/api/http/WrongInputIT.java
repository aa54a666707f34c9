package io.toygres.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.toygres.api.testing.Api;
import io.toygres.api.testing.ApiSystem;
import io.toygres.contract.Limits;
import io.toygres.database.Database;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(ApiSystem.class)
class WrongInputIT {

    @Inject
    Database database;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"name": "abc", "password": "long enough", "colour": "red"}      | UNKNOWN_PROPERTY             | colour
            {"name": 5, "password": "long enough"}                           | WRONG_TYPE                   | name
            {"name": "abc", "password": 12345678}                            | WRONG_TYPE                   | password
            {"name": "abc", "password": "long enough", "internal": "yes"}    | WRONG_TYPE                   | internal
            {"name": "abc", "password": "long enough", "storage_size_gb": 1.5} | WRONG_TYPE                 | storage_size_gb
            {"name": "abc", "password": "long enough", "storage_size_gb": "5"} | WRONG_TYPE                 | storage_size_gb
            {"name": "abc", "password": "long enough", "storage_size_gb": 99999999999} | WRONG_TYPE         | storage_size_gb
            {"name": "abc", "source_image_id": "no uuid"}                    | WRONG_TYPE                   | source_image_id
            {"name": "abc", "name": "abd", "password": "long enough"}        | MALFORMED_JSON               |
            {"name": "abc", "password": "long enough"} {}                    | WRONG_TYPE                   |
            {"name": "abc"                                                   | MALFORMED_JSON               |
            ["abc"]                                                          | WRONG_TYPE                   |
            null                                                             | MALFORMED_JSON               |
            {}                                                               | VALIDATION_FAILED            | name
            {"name": "Abc", "password": "long enough"}                       | VALIDATION_FAILED            | name
            {"name": "abc"}                                                  | VALIDATION_FAILED            | password
            {"name": "abc", "password": "long enough", "image_type": "x"}    | VALIDATION_FAILED            | image_type
            {"name": "abc", "password": "long enough", "dns_label": "a"}     | VALIDATION_FAILED            | dns_label
            {"name": "abc", "password": "long enough", "postgres_version": "9"}  | POSTGRES_VERSION_NOT_OFFERED | postgres_version
            {"name": "abc", "password": "long enough", "postgres_version": "17"} | POSTGRES_VERSION_NOT_OFFERED | postgres_version
            {"name": "abc", "password": "long enough", "postgres_version": 15}   | WRONG_TYPE               | postgres_version
            """)
    void isRefusedAndLeavesNothingBehind(String body, String code, @Nullable String field) {
        String before = everything();

        Api.refused(Api.post("/api/instances", body), code.endsWith("OFFERED") ? 422 : 400, code, field);

        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void anEmptyBodyIsRefused() {
        Api.refused(Api.loggedIn().contentType(ContentType.JSON).post("/api/images"), 400, "MALFORMED_JSON", null);
    }

    @Test
    void severalErrorsComeTogether() {
        Response refused = Api.post("/api/images", "{\"name\": \"\", \"databases\": [\"\"]}");

        Api.refused(refused, 400, "VALIDATION_FAILED", "name");
        assertThat(refused.jsonPath().getList("errors.field"))
                .isEqualTo(List.of("name", "instance_id", "databases[0]"));
        assertThat(refused.jsonPath().getList("errors.remedy", String.class)).allMatch(remedy -> !remedy.isBlank());
    }

    @Test
    void whatHttpItselfRefusesIsAProblemToo() {
        Api.refused(Api.get("/api/nothing"), 404, "NOT_FOUND", null);
        Api.refused(Api.get("/nothing"), 404, "NOT_FOUND", null);
        Api.refused(Api.get("/api/images/not-a-uuid"), 404, "NOT_FOUND", null);
        Api.refused(Api.loggedIn().accept("text/html").get("/api/images"), 406, "NOT_ACCEPTABLE", null);
        Api.refused(
                Api.loggedIn().contentType("text/xml").body("<a/>").post("/api/images"),
                415,
                "UNSUPPORTED_MEDIA_TYPE",
                null);
        Api.refused(Api.post("/api/images", "x".repeat(70_000)), 413, "PAYLOAD_TOO_LARGE", null);
    }

    @ParameterizedTest
    @CsvSource({
        "PUT, /api/images, 'GET, HEAD, OPTIONS, POST'",
        "POST, /api/images/00000000-0000-4000-8000-000000000000, 'DELETE, GET, HEAD, OPTIONS, PATCH'",
        "DELETE, /api/operations/00000000-0000-4000-8000-000000000000/cancel, 'OPTIONS, POST'",
        "GET, /logout, 'OPTIONS, POST'"
    })
    void aMethodThatAnAddressDoesNotTakeIsRefusedWithThoseItTakes(String method, String path, String allowed) {
        Response refused = Api.loggedIn().request(method, path);

        Api.refused(refused, 405, "METHOD_NOT_ALLOWED", null);
        assertThat(refused.header("Allow")).isEqualTo(allowed);
    }

    @Test
    void aChunkedBodyIsLimitedToo() throws IOException, InterruptedException {
        Api.refused(Api.post("/api/images", "x".repeat(64 * 1024 + 1)), 413, "PAYLOAD_TOO_LARGE", null);
        for (int size : new int[] {64 * 1024 + 1, 3_000_000}) {
            HttpResponse<String> refused = Api.postChunked("/api/images", "{\"name\": \"" + "x".repeat(size));

            assertThat(refused.statusCode()).isEqualTo(413);
            assertThat(refused.body()).contains("\"code\":\"PAYLOAD_TOO_LARGE\"", "\"remedy\":");
        }
        assertThat(Api.postChunked("/api/images", "{\"name\": \"" + "x".repeat(60_000))
                        .body())
                .contains("\"code\":\"MALFORMED_JSON\"");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/images?colour=red, colour",
        "GET, /api/images?status=failed&status=available, status",
        "GET, /api/images/00000000-0000-4000-8000-000000000000?limit=5, limit",
        "DELETE, /api/instances/00000000-0000-4000-8000-000000000000?dry_run=true, dry_run",
        "POST, /api/instances?dry_run=true, dry_run"
    })
    void queryParametersThatAnAddressDoesNotTakeAreRefused(String method, String path, String parameter) {
        Api.refused(
                Api.loggedIn().contentType(ContentType.JSON).request(method, path),
                400,
                "INVALID_PARAMETER",
                parameter);
    }

    @ParameterizedTest
    @CsvSource({"images, IMAGE_NOT_FOUND", "instances, INSTANCE_NOT_FOUND", "operations, OPERATION_NOT_FOUND"})
    void unknownIdsAreNotFound(String kind, String code) {
        String path = "/api/" + kind + "/00000000-0000-4000-8000-000000000000";

        Api.refused(Api.get(path), 404, code, null);
        if (kind.equals("operations")) {
            Api.refused(Api.post(path + "/cancel", ""), 404, code, null);
        } else {
            Api.refused(Api.delete(path), 404, code, null);
        }
    }

    @Test
    void theDescriptionShowsWhatValuesMayBe() {
        String openapi = Api.get("/q/openapi").asString();

        assertThat(openapi)
                .contains(
                        "pattern: \"" + Limits.INSTANCE_NAME + '"',
                        "pattern: \"" + Limits.DNS_LABEL + '"',
                        "maximum: 16384")
                .contains("maximum: 200", "maxLength: 1000");
    }

    /** How many rows and waiting messages there are. */
    private String everything() {
        return database.withConnection(tx -> tx.sql("""
                        SELECT (SELECT count(*) FROM instances) || ' ' || (SELECT count(*) FROM images) || ' '
                            || (SELECT count(*) FROM operations) || ' ' || (SELECT last_value FROM outbox_id_seq) AS all""").one(row -> row.text("all")));
    }
}
