package io.toygres.api.request;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.toygres.api.testing.Api;
import io.toygres.api.testing.ApiSystem;
import io.toygres.api.testing.People;
import io.toygres.api.testing.People.Person;
import io.toygres.contract.ImageId;
import io.toygres.contract.InstanceId;
import io.toygres.contract.RequestEvent;
import io.toygres.contract.RequestEvent.RequestAccepted;
import io.toygres.contract.RequestEvent.RequestRejected;
import io.toygres.database.Database;
import io.toygres.messaging.Json;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(ApiSystem.class)
class RefusedRequestsIT extends AskingService {

    @Inject
    Database database;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\": \"a b\", \"instance_id\": null, \"kind\": \"tape\"}",
                "{\"name\": \"a\", \"colour\": \"red\"}",
                "{\"name\": 7}",
                "{\"name\": \"a\"",
                "null",
                "{\"name\": \"a\", \"instance_id\": \"00000000-0000-4000-8000-000000000000\"}"
            })
    void aRefusalIsTheProblemOfHttp(String body) throws JsonProcessingException {
        ObjectNode http = (ObjectNode)
                Json.mapper().readTree(ada.post("/api/images", body).asString());

        ObjectNode kafka =
                Json.mapper().valueToTree(refused(service, CREATE_IMAGE, body).problem());

        assertThat(kafka.without("trace_id").toString())
                .isEqualTo(http.without("trace_id").toString());
    }

    @Test
    void aRecordThatWasRefusedStaysRefusedAndOneThatIsSignedAnewDoesNot() {
        String name = Api.newName();
        Response creation = Api.post("/api/instances", Api.instanceBody(name));
        String body = "{\"name\": \"" + Api.newName() + "\", \"instance_id\": \""
                + creation.jsonPath().getString("id") + "\"}";
        var record = service.request(id, CREATE_IMAGE, body);
        worker.send(record);
        assertThat(worker.answers(id, 1)).singleElement().isInstanceOf(RequestRejected.class);
        worker.running(creation);

        worker.send(record);

        List<RequestEvent> answers = worker.answers(id, 2);
        assertThat(answers.getLast()).isEqualTo(answers.getFirst());
        worker.send(service.request(id, CREATE_IMAGE, body));
        assertThat(worker.answers(id, 3).getLast()).isInstanceOf(RequestAccepted.class);
    }

    @Test
    void roleAndProjectsAreTheTokens() {
        Requester reader = Requester.of(ada, ", \"role\": \"viewer\"");
        assertThat(refused(reader, CREATE_IMAGE, "{\"name\": 7}").problem().code())
                .isEqualTo("FORBIDDEN");

        Person bob = People.newPerson("operator", "\"" + People.newProject() + "\"");
        assertThat(refused(Requester.of(bob, ""), CREATE_IMAGE, backup())
                        .problem()
                        .code())
                .isEqualTo("INSTANCE_NOT_FOUND");
        assertThat(entries()).singleElement().satisfies(entry -> assertThat(entry)
                .containsEntry("outcome", "refused")
                .containsEntry("code", "FORBIDDEN")
                .containsEntry("target", "request " + id));
    }

    @Test
    void nobodyWhoReadsTheTopicCanForgeARequestOrStandInItsWay() {
        String body = backup();
        var sound = service.request(id, CREATE_IMAGE, body);
        Map<String, String> changes = Map.of(
                "ce_type",
                CREATE_INSTANCE,
                "ce_time",
                Requester.now().plusSeconds(1).toString(),
                "ce_source",
                "another",
                "toygres-token",
                Requester.of(ada, "").token().toString(),
                "toygres-signature",
                "A".repeat(86) + "==");
        changes.forEach((name, value) -> {
            var forged = service.request(id, CREATE_IMAGE, body);
            sound.headers()
                    .forEach(header -> forged.headers().remove(header.key()).add(header));
            forged.headers().remove(name).add(name, value.getBytes(UTF_8));
            worker.send(forged);
        });
        var another = service.request(id, CREATE_IMAGE, backup());
        another.headers().remove("toygres-signature").add(sound.headers().lastHeader("toygres-signature"));
        worker.send(another);
        assertThat(worker.answers(id, 6)).allSatisfy(answer -> assertThat(answer)
                .isInstanceOfSatisfying(
                        RequestRejected.class,
                        rejected -> assertThat(rejected.problem().code()).isEqualTo("SIGNATURE_INVALID")));

        worker.send(sound);

        assertThat(worker.answers(id, 7).getLast()).isInstanceOf(RequestAccepted.class);
    }

    @Test
    void aTokenThatWasRevokedSignsNothing() {
        ada.asks().delete("/api/tokens/" + service.token()).then().statusCode(204);

        assertThat(refused(service, CREATE_IMAGE, backup()).problem().code()).isEqualTo("SIGNATURE_INVALID");
    }

    @Test
    void whatIsNotSignedAtAllIsRefusedWithWhatIsMissing() {
        var record = service.request(id, CREATE_IMAGE, backup());
        record.headers().remove("toygres-signature");
        worker.send(record);

        assertThat(worker.answers(id, 1)).singleElement().isInstanceOfSatisfying(RequestRejected.class, rejected -> {
            assertThat(rejected.signature()).isNull();
            assertThat(rejected.problem().code()).isEqualTo("INVALID_PARAMETER");
            assertThat(rejected.problem().field()).isEqualTo("toygres-signature");
        });
    }

    @Test
    void whatIsTooOldOrOfNoKindIsRefused() {
        worker.send(service.request(id, CREATE_IMAGE, backup(), Requester.now().minus(Duration.ofMinutes(61))));
        assertThat(worker.answers(id, 1))
                .singleElement()
                .isInstanceOfSatisfying(
                        RequestRejected.class,
                        rejected -> assertThat(rejected.problem().code()).isEqualTo("REQUEST_TOO_OLD"));

        assertThat(refused(service, "toygres.request.image.paint.v1", "{}")
                        .problem()
                        .code())
                .isEqualTo("UNKNOWN_REQUEST");
    }

    @Test
    void whatIsTooLongIsRefused() {
        assertThat(refused(service, CREATE_IMAGE, " ".repeat(65 * 1024))
                        .problem()
                        .code())
                .isEqualTo("PAYLOAD_TOO_LARGE");
    }

    @Test
    void aFaultOfOursIsToldAtOnceWithItsId() {
        InstanceId source = worker.runningInstance(Api.newName());
        ImageId image = worker.availableImage(Api.newName(), source);
        String sealed = passwordOf(image);
        setPassword(image, "lost" + sealed);
        try {
            RequestRejected rejected = refused(
                    service,
                    CREATE_INSTANCE,
                    "{\"name\": \"%s\", \"source_image_id\": \"%s\"}".formatted(Api.newName(), image));

            assertThat(rejected.problem().code()).isEqualTo("INTERNAL_ERROR");
            assertThat(rejected.problem().detail()).contains("under id ");
        } finally {
            setPassword(image, sealed);
        }
    }

    private String passwordOf(ImageId image) {
        return database.withConnection(tx -> tx.sql("SELECT source_password_encrypted FROM images WHERE id = :id")
                .bind("id", image.value())
                .one(row -> row.text("source_password_encrypted")));
    }

    private void setPassword(ImageId image, String sealed) {
        database.useConnection(tx -> tx.sql("UPDATE images SET source_password_encrypted = :sealed WHERE id = :id")
                .bind("id", image.value())
                .bind("sealed", sealed)
                .update());
    }

    @Test
    void whatHasNoIdToAnswerToIsADeadLetter() {
        String body = "{\"mark\": \"" + id + "\"}";
        var record = service.request(id, CREATE_IMAGE, body);
        record.headers().remove("ce_id").add("ce_id", "one".getBytes(UTF_8));

        worker.send(record);

        assertThat(worker.deadLetter(body).topic()).isEqualTo("toygres.requests.dlq");
    }
}
