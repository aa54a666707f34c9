package io.toygres.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.toygres.api.testing.Api;
import io.toygres.api.testing.ApiSystem;
import io.toygres.api.testing.FakeWorker;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With spans switched off, as they are by default. */
@QuarkusTest
@QuarkusTestResource(ApiSystem.class)
class TraceIT {

    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @Inject
    FakeWorker worker;

    @Test
    void aCommandIsInTheTraceOfItsRequest() {
        assertThat(worker.traceparent(createInstance(TRACE))).contains(TRACE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "00-00000000000000000000000000000000-b7ad6b7169203331-01", TRACE + "0"})
    void whatIsNoTraceIsNotPassedOn(String header) {
        assertThat(worker.traceparent(createInstance(header))).isEmpty();
    }

    @Test
    void oneRequestsTraceIsNotAnothers() {
        createInstance(TRACE);

        String other = Api.operation(Api.post("/api/instances", Api.instanceBody(Api.newName())));

        assertThat(worker.traceparent(other)).isEmpty();
    }

    private static String createInstance(String traceparent) {
        Response accepted = Api.loggedIn()
                .header("traceparent", traceparent)
                .contentType(ContentType.JSON)
                .body(Api.instanceBody(Api.newName()))
                .post("/api/instances");
        return Api.operation(accepted);
    }
}
