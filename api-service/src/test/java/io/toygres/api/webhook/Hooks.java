package io.toygres.api.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.toygres.api.testing.Api;
import io.toygres.api.testing.FakeWorker;
import io.toygres.database.Database;
import io.toygres.secret.Secret;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/** Webhooks that tests register, and changes that they note. */
public final class Hooks {

    private Hooks() {}

    /** A webhook as it was registered. */
    public record Hook(UUID id, Secret secret) {

        public String path() {
            return "/api/webhooks/" + id;
        }

        public JsonPath read() {
            return Api.get(path()).then().statusCode(200).extract().jsonPath();
        }

        public Response patch(String body) {
            return Api.loggedIn().contentType(ContentType.JSON).body(body).patch(path());
        }

        /** As soon as it is so. */
        public JsonPath await(Predicate<JsonPath> condition) {
            return FakeWorker.await(() -> Optional.of(read()).filter(condition));
        }

        public List<String> errors() {
            return Api.get(path() + "/deliveries").jsonPath().getList("items.error");
        }

        public boolean signed(LocalReceiver.Received request, Secret by) {
            String expected = Signature.of(
                    List.of(by), request.id(), Instant.ofEpochSecond(Long.parseLong(request.time())), request.body());
            return List.of(request.signatures().split(" ")).contains(expected);
        }
    }

    /** @param more properties of the body, each with a comma before it */
    public static Response post(String project, String url, String more) {
        return Api.post("/api/webhooks", "{\"project\": \"%s\", \"url\": \"%s\"%s}".formatted(project, url, more));
    }

    public static Hook register(String project, String url, String more) {
        Response created = post(project, url, more);
        assertThat(created.statusCode()).as(created.asString()).isEqualTo(201);
        return new Hook(
                UUID.fromString(created.jsonPath().getString("webhook.id")),
                new Secret(created.jsonPath().getString("secret")));
    }

    /** Notes a change as the triggers do. @return the id of what has changed */
    public static String change(Database database, String project, String kind, String status) {
        String id = UUID.randomUUID().toString();
        database.useConnection(tx -> tx.sql("""
                        INSERT INTO changes (project, kind, subject) VALUES (:project, :kind, json_build_object(
                            'id', :id::text, 'project', :project::text, 'status', :status::text, 'changed_at', now()))""")
                .bind("project", project)
                .bind("kind", kind)
                .bind("id", id)
                .bind("status", status)
                .update());
        return id;
    }
}
