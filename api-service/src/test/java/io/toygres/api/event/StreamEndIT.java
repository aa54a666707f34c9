package io.toygres.api.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.toygres.api.testing.Api;
import io.toygres.api.testing.ApiSystem;
import io.toygres.api.testing.People;
import io.toygres.api.testing.People.Person;
import io.toygres.api.testing.TestClock;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An open stream tells nobody anything who could not open it any more. */
@QuarkusTest
@QuarkusTestResource(ApiSystem.class)
class StreamEndIT {

    @Inject
    TestClock clock;

    private String project;
    private Person person;

    @BeforeEach
    void letSomebodyIn() {
        project = People.newProject();
        person = People.newPerson("operator", "\"" + project + "\"");
    }

    @Test
    void endsWithTheLogout() throws IOException {
        endsBy(cookie(), () -> person.asks().post("/logout").then().statusCode(204));
    }

    @Test
    void endsWhenTheUserIsDisabled() throws IOException {
        endsBy(
                cookie(),
                () -> People.change(person, "{\"disabled\": true}").then().statusCode(200));
    }

    @Test
    void endsWhenTheUserLosesTheProject() throws IOException {
        endsBy(
                cookie(),
                () -> People.change(person, "{\"projects\": []}").then().statusCode(200));
    }

    @Test
    void endsWhenTheTokenIsRevoked() throws IOException {
        JsonPath token = newToken();
        endsBy("Authorization: Bearer " + token.getString("secret"), () -> person.asks()
                .delete("/api/tokens/" + token.getString("token.id"))
                .then()
                .statusCode(204));
    }

    @Test
    void endsWhenTheTokenExpires() throws IOException {
        JsonPath token = newToken();
        clock.advance(Duration.ofDays(1).minusMinutes(1));
        endsBy("Authorization: Bearer " + token.getString("secret"), () -> clock.advance(Duration.ofMinutes(2)));
    }

    @Test
    void goesOnWhenSomebodyElseLogsOut() throws IOException {
        Person other = People.newPerson("viewer", "\"" + project + "\"");
        try (EventClient client = EventClient.as(cookie())) {
            other.asks().post("/logout").then().statusCode(204);
            String name = newInstance();
            client.until(event -> event.mentions(name));
        }
    }

    private void endsBy(String credential, Runnable end) throws IOException {
        try (EventClient client = EventClient.as(credential)) {
            String early = newInstance();
            client.until(event -> event.mentions(early));

            end.run();

            String late = newInstance();
            assertThat(client.rest()).doesNotContain(late);
        }
    }

    private String cookie() {
        return "Cookie: " + Api.COOKIE + "=" + person.session();
    }

    private JsonPath newToken() {
        return person.post("/api/tokens", "{\"name\": \"stream\", \"days\": 1}")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
    }

    /** @return its name */
    private String newInstance() {
        String name = Api.newName();
        Api.accepted(Api.post(
                "/api/instances",
                "{\"name\": \"%s\", \"password\": \"correct horse\", \"project\": \"%s\"}".formatted(name, project)));
        return name;
    }
}
