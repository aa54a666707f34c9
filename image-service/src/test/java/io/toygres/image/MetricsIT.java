package io.toygres.image;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.toygres.architecture.DocumentedMeters;
import java.net.URI;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(LocalPlatform.class)
class MetricsIT {

    @SuppressWarnings("NullAway.Init") // injected
    @TestHTTPResource(management = true)
    URI management;

    @Test
    void servesWhatTheDocumentLists() throws Exception {
        String metrics = given().accept("text/plain")
                .get(management.resolve("/q/metrics"))
                .asString();

        assertThat(DocumentedMeters.servedIn(metrics)).isEqualTo(DocumentedMeters.of("image"));
    }
}
