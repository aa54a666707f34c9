package io.toygres.api.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.toygres.api.testing.ApiSystem;
import io.toygres.database.Database;
import io.toygres.database.DatabaseSettings;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** What every service has from {@code common} for its database. */
@QuarkusTest
@QuarkusTestResource(ApiSystem.class)
class DatabaseBoundsIT {

    @Inject
    Database database;

    @Inject
    DatabaseSettings settings;

    @Test
    void aStatementIsEndedByTheServerBeforeItsConnectionIsGivenUp() {
        assertThat(settings.answerTimeout()).isEqualTo(Duration.ofMinutes(1));
        assertThat(settings.acquisitionTimeout()).isEqualTo(Duration.ofSeconds(10));
        List<String> bounds = database.withConnection(
                tx -> List.of("statement_timeout", "idle_in_transaction_session_timeout", "application_name").stream()
                        .map(name -> tx.sql("SELECT current_setting(:name) AS value")
                                .bind("name", name)
                                .one(row -> row.text("value")))
                        .toList());
        assertThat(bounds).containsExactly("50s", "5min", "api-service");
    }

    @Test
    void aMigrationsErrorsShowNoRows() {
        assertThat(ConfigProvider.getConfig()
                        .getValue(
                                "quarkus.datasource.jdbc.additional-jdbc-properties.logServerErrorDetail",
                                String.class))
                .isEqualTo("false");
    }
}
