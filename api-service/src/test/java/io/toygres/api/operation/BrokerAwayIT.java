package io.toygres.api.operation;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.toygres.api.testing.Api;
import io.toygres.api.testing.ApiSystem;
import io.toygres.api.testing.BrokerAway;
import io.toygres.api.testing.Management;
import io.toygres.api.testing.TestClock;
import io.toygres.database.Database;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(ApiSystem.class)
@QuarkusTestResource(value = BrokerAway.class, restrictToAnnotatedClass = true)
class BrokerAwayIT {

    @Inject
    Resender resender;

    @Inject
    TestClock clock;

    @Inject
    Database database;

    @ParameterizedTest
    @ValueSource(strings = {"/q/health/ready", "/q/health/live", "/q/health/started"})
    void makesNothingUnready(String probe) {
        Management.get(probe).then().statusCode(200);
    }

    @Test
    void isToldByTheHealth() {
        Response health = given().get("/health");

        assertThat(health.statusCode()).as(health.asString()).isEqualTo(503);
        assertThat(health.jsonPath().getString("checks.find { it.name == 'Kafka' }.status"))
                .isEqualTo("DOWN");
    }

    @Test
    void commandsAreAcceptedAndWaitOnceHoweverLongItLasts() {
        Response accepted = Api.post("/api/instances", Api.instanceBody(Api.newName()));
        String instance = Api.accepted(accepted).getString("id");

        for (int i = 0; i < 3; i++) {
            clock.advance(Duration.ofMinutes(3));
            resender.resend();
        }

        assertThat(waiting(instance)).isOne();
    }

    private int waiting(String key) {
        return database.withConnection(tx -> tx.sql("SELECT count(*) FROM outbox WHERE record_key = :key")
                .bind("key", key)
                .one(row -> row.integer("count")));
    }
}
