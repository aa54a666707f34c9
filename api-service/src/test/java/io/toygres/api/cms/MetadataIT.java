package io.toygres.api.cms;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.toygres.api.testing.Api;
import io.toygres.api.testing.ApiSystem;
import io.toygres.api.testing.FakeWorker;
import io.toygres.contract.ImageId;
import io.toygres.contract.InstanceId;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What users note of their instances and images. */
@QuarkusTest
@QuarkusTestResource(ApiSystem.class)
class MetadataIT {

    @Inject
    FakeWorker worker;

    @ParameterizedTest
    @ValueSource(strings = {"instances", "images"})
    void changesWhatIsSentAndLeavesTheRest(String kind) {
        String path = path(kind);

        Response changed = patch(path, "{\"description\": \"before\", \"labels\": {\"team\": \"payments\"}}");
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(changed.jsonPath().getString("description")).isEqualTo("before");
        assertThat(changed.jsonPath().getBoolean("protected")).isFalse();

        patch(path, "{\"protected\": true}");
        Response read = Api.get(path);
        assertThat(read.jsonPath().getString("description")).isEqualTo("before");
        assertThat(read.jsonPath().<String, String>getMap("labels")).isEqualTo(Map.of("team", "payments"));
        assertThat(read.jsonPath().getBoolean("protected")).isTrue();

        patch(path, "{\"description\": \"\", \"labels\": {}, \"protected\": false}");
        assertThat(Api.get(path).jsonPath().getString("description")).isNull();
        assertThat(Api.get(path).jsonPath().getMap("labels")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"instances", "images"})
    void changesOnlyWhatTheCallerHasSeen(String kind) {
        String path = path(kind);
        String seen = Api.get(path).header("ETag");
        assertThat(Api.get(path).header("ETag")).isEqualTo(seen);

        Response changed = patchIf(seen, path, "{\"description\": \"mine\"}");
        Api.refused(patchIf(seen, path, "{\"description\": \"theirs\"}"), 412, "CHANGED_MEANWHILE", "If-Match");
        Api.refused(Api.loggedIn().header("If-Match", seen).delete(path), 412, "CHANGED_MEANWHILE", "If-Match");

        assertThat(Api.get(path).jsonPath().getString("description")).isEqualTo("mine");
        assertThat(changed.header("ETag"))
                .isEqualTo(Api.get(path).header("ETag"))
                .isNotEqualTo(seen);
        assertThat(patchIf("*", path, "{}").statusCode()).isEqualTo(200);
        String now = Api.get(path).header("ETag");
        assertThat(Api.loggedIn()
                        .header("If-Match", "\"1\", " + now)
                        .delete(path)
                        .statusCode())
                .isEqualTo(202);
    }

    @ParameterizedTest
    @ValueSource(strings = {"instances", "images"})
    void whatIsProtectedIsNotDeleted(String kind) {
        String path = path(kind);
        patch(path, "{\"protected\": true}");

        Api.refused(Api.delete(path), 409, "RESOURCE_PROTECTED", null);

        patch(path, "{\"protected\": false}");
        assertThat(Api.delete(path).statusCode()).isEqualTo(202);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"labels\": {\"a b\": \"c\"}}",
                "{\"labels\": {\"a\": \"c/d\"}}",
                "{\"labels\": {\"a\": null}}",
                "{\"labels\": {\"\": \"c\"}}"
            })
    void labelsThatAreNoneAreRefused(String body) {
        Api.refused(patch(path("instances"), body), 400, "VALIDATION_FAILED", "labels");
    }

    @Test
    void whatIsNotThereIsNotChanged() {
        Api.refused(patch("/api/images/" + UUID.randomUUID(), "{}"), 404, "IMAGE_NOT_FOUND", null);
        Api.refused(patch("/api/instances/" + UUID.randomUUID(), "{}"), 404, "INSTANCE_NOT_FOUND", null);
        Api.refused(patch(path("images"), "{\"name\": \"other\"}"), 400, "UNKNOWN_PROPERTY", "name");
        Api.refused(patch(path("images"), ""), 400, "MALFORMED_JSON", null);
    }

    @Test
    void listsAreFilteredByLabelsPrefixAndTime() {
        String team = "team-" + UUID.randomUUID();
        String name = Api.newName();
        Api.accepted(Api.post(
                "/api/instances",
                "{\"name\": \"" + name
                        + "\", \"password\": \"correct horse\", \"description\": \"x\", \"labels\": {\"team\": \""
                        + team + "\", \"env\": \"prod\"}}"));
        String other = Api.newInstance(Api.newName()).getString("id");

        assertThat(names("labels=team=" + team)).containsExactly(name);
        assertThat(names("labels=team=" + team + ",env=prod")).containsExactly(name);
        assertThat(names("labels=team=" + team + ",env=test")).isEmpty();
        assertThat(names("name_prefix=" + name.substring(0, 15))).containsExactly(name);
        assertThat(names("name_prefix=%25")).isEmpty();
        String created = Api.get("/api/instances/" + other).jsonPath().getString("created_at");
        assertThat(names("created_before=" + created + "&labels=team=" + team)).containsExactly(name);
        assertThat(names("created_after=" + created + "&labels=team=" + team)).isEmpty();
        Api.refused(Api.get("/api/instances?created_after=yesterday"), 400, "INVALID_PARAMETER", "created_after");
        Api.refused(Api.get("/api/images?labels=team"), 400, "INVALID_PARAMETER", "labels");
    }

    private static List<String> names(String query) {
        return Api.loggedIn()
                .urlEncodingEnabled(false)
                .get("/api/instances?" + query)
                .jsonPath()
                .getList("items.name");
    }

    private static Response patch(String path, String body) {
        return Api.loggedIn().contentType(ContentType.JSON).body(body).patch(path);
    }

    private static Response patchIf(String tag, String path, String body) {
        return Api.loggedIn()
                .header("If-Match", tag)
                .contentType(ContentType.JSON)
                .body(body)
                .patch(path);
    }

    /** A new one that can be deleted. */
    private String path(String kind) {
        InstanceId instance = worker.runningInstance(Api.newName());
        if (kind.equals("instances")) {
            return "/api/instances/" + instance;
        }
        ImageId image = worker.availableImage(Api.newName(), instance);
        return "/api/images/" + image;
    }
}
