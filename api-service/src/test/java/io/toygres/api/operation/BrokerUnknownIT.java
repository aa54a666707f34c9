package io.toygres.api.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.toygres.api.testing.Api;
import io.toygres.api.testing.ApiSystem;
import io.toygres.api.testing.BrokerUnknown;
import io.toygres.api.testing.Management;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ApiSystem.class)
@QuarkusTestResource(value = BrokerUnknown.class, restrictToAnnotatedClass = true)
class BrokerUnknownIT {

    @Test
    void keepsNoServiceFromStartingAndIsNamedInReadiness() {
        Management.get("/q/health/live").then().statusCode(200);
        Response ready = Management.get("/q/health/ready");
        assertThat(ready.statusCode()).as(ready.asString()).isEqualTo(503);
        assertThat(ready.asString()).contains("the broker's name does not resolve");
    }

    @Test
    void commandsAreAcceptedAllTheSame() {
        Api.accepted(Api.post("/api/instances", Api.instanceBody(Api.newName())));
    }
}
