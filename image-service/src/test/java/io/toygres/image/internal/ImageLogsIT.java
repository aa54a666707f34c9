package io.toygres.image.internal;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.containsString;

import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import io.toygres.contract.ImageId;
import io.toygres.image.LocalPlatform;
import io.toygres.internal.InternalToken;
import io.toygres.kubernetes.ResourceNames;
import jakarta.inject.Inject;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** The endpoint that api-service asks for a backup's logs. */
@QuarkusTest
@QuarkusTestResource(LocalPlatform.class)
final class ImageLogsIT {

    @SuppressWarnings("NullAway.Init") // injected
    @TestHTTPResource(management = true)
    URI management;

    @Inject
    KubernetesClient client;

    @Inject
    InternalToken token;

    private final ImageId image = ImageId.random();

    private RequestSpecification asked() {
        return given().header("Authorization", token.header());
    }

    @Test
    void saysThatTheLogsAreGone() {
        asked().get("/internal/images/" + image + "/logs")
                .then()
                .statusCode(404)
                .contentType("text/plain")
                .body(containsString(image.toString()));
    }

    @Test
    void saysThatAJobWithoutPodsHasNoLogYet() {
        client.resource(new JobBuilder()
                        .withNewMetadata()
                        .withNamespace("toygres-managed")
                        .withName(ResourceNames.backupJob(image))
                        .endMetadata()
                        .build())
                .create();

        asked().get("/internal/images/" + image + "/logs")
                .then()
                .statusCode(404)
                .contentType("text/plain")
                .body(containsString(image.toString()));
    }

    @Test
    void isReadyAndCounts() {
        when().get(management.resolve("/q/health/ready")).then().statusCode(200);
        when().get(management.resolve("/q/health/live")).then().statusCode(200);
        when().get(management.resolve("/q/metrics")).then().statusCode(200).body(containsString("jvm_memory"));
    }
}
