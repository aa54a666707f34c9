package io.toygres.api.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.toygres.api.testing.Api;
import io.toygres.api.testing.ApiSystem;
import io.toygres.api.testing.People;
import io.toygres.api.testing.People.Person;
import io.toygres.api.testing.TestClock;
import io.toygres.database.Database;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ApiSystem.class)
class LoginBrakeIT {

    @Inject
    Database database;

    @Inject
    TestClock clock;

    @BeforeEach
    @AfterEach
    void forgive() {
        database.useConnection(tx -> tx.sql("DELETE FROM login_failures").update());
    }

    @Test
    void whoFailsTooOftenWaitsEvenWithTheRightPassword() {
        Person ada = People.newPerson("viewer", "\"default\"");
        fail(ada.name());

        Api.refused(Api.login(ada.name(), People.PASSWORD), 429, "TOO_MANY_LOGINS", null);
        assertThat(ada.get("/api/me").statusCode()).isEqualTo(200);

        clock.advance(Duration.ofMinutes(5));
        assertThat(Api.login(ada.name(), People.PASSWORD).statusCode()).isEqualTo(200);
    }

    @Test
    void anUnknownNameIsHeldUpLikeAKnownOne() {
        fail("nobody-of-that-name");

        Api.refused(Api.login("nobody-of-that-name", "wrong"), 429, "TOO_MANY_LOGINS", null);
    }

    @Test
    void othersElsewhereHoldNobodyUpWhereTheyLoggedInBefore() {
        Person ada = People.newPerson("viewer", "\"default\"");
        database.useConnection(tx -> tx.sql("""
                        INSERT INTO login_failures (subject, failures, last_at)
                        VALUES ('account ' || encode(sha256(convert_to(:name, 'UTF8')), 'hex'), 900, :now)""")
                .bind("name", ada.name())
                .bind("now", clock.instant())
                .update());

        assertThat(Api.login(ada.name(), People.PASSWORD).statusCode()).isEqualTo(200);
        database.useConnection(tx -> tx.sql("DELETE FROM known_addresses").update());
        Api.refused(Api.login(ada.name(), People.PASSWORD), 429, "TOO_MANY_LOGINS", null);
    }

    /** Fails as often as is free, and then counts as having failed much more often: one second more would be over too soon for a test. */
    private void fail(String name) {
        for (int i = 0; i < 5; i++) {
            Api.refused(Api.login(name, "wrong"), 401, "UNAUTHENTICATED", null);
        }
        int counted = database.withConnection(
                tx -> tx.sql("UPDATE login_failures SET failures = 900 WHERE subject LIKE 'both%' AND failures = 5")
                        .update());
        assertThat(counted).isEqualTo(1);
    }
}
