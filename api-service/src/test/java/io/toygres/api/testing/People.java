package io.toygres.api.testing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.UUID;

/** Users and projects that a test makes. */
public final class People {

    public static final String PASSWORD = "vivid otter juggles lamps";

    private People() {}

    /** @return its name, which no other test takes */
    public static String newProject() {
        String name = "p-" + UUID.randomUUID().toString().substring(0, 13);
        Api.post("/api/projects/" + name, "{}").then().statusCode(201);
        return name;
    }

    /** Somebody with a login. */
    public record Person(String id, String name, String session) {

        public RequestSpecification asks() {
            return given().filter(new DocumentedAnswers()).cookie(Api.COOKIE, session);
        }

        public Response get(String path) {
            return asks().get(path);
        }

        public Response post(String path, String body) {
            return asks().contentType(ContentType.JSON).body(body).post(path);
        }
    }

    /** @param projects as in JSON, such as {@code "a", "b"} */
    public static Person newPerson(String role, String projects) {
        String name = role + "-" + UUID.randomUUID();
        Response created = Api.post(
                "/api/users",
                "{\"name\": \"%s\", \"password\": \"%s\", \"role\": \"%s\", \"projects\": [%s]}"
                        .formatted(name, PASSWORD, role, projects));
        assertThat(created.statusCode()).as(created.asString()).isEqualTo(201);
        return new Person(
                created.jsonPath().getString("id"),
                name,
                Api.login(name, PASSWORD).getCookie(Api.COOKIE));
    }

    public static Response change(Person person, String body) {
        return Api.loggedIn().contentType(ContentType.JSON).body(body).patch("/api/users/" + person.id());
    }
}
