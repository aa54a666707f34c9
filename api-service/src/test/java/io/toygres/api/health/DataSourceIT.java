package io.toygres.api.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.toygres.api.testing.ApiSystem;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** What every service has from {@code common} for its database. */
@QuarkusTest
@QuarkusTestResource(ApiSystem.class)
class DataSourceIT {

    @Inject
    AgroalDataSource dataSource;

    @Test
    void aDatabaseThatFellSilentIsGivenUpAfterAMinuteAndItsErrorsShowNoRows() {
        assertThat(dataSource
                        .getConfiguration()
                        .connectionPoolConfiguration()
                        .connectionFactoryConfiguration()
                        .jdbcProperties())
                .containsEntry("socketTimeout", "60")
                .containsEntry("logServerErrorDetail", "false");
    }
}
