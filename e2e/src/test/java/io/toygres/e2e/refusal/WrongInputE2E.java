package io.toygres.e2e.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.e2e.api.NewImage;
import io.toygres.e2e.api.NewInstance;
import io.toygres.e2e.api.Reply;
import io.toygres.e2e.api.SpecialPassword;
import io.toygres.e2e.cluster.Cluster;
import io.toygres.e2e.events.EventLog;
import io.toygres.e2e.fixture.NeedsSystem;
import io.toygres.e2e.fixture.SmallSource;
import io.toygres.e2e.fixture.Toygres;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NeedsSystem
final class WrongInputE2E {

    private static final String NOBODY = "00000000-0000-4000-8000-000000000000";

    /** In the bodies, {@code NAME} is a name that nothing has and {@code NOBODY} an id that nothing has. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            /api/instances | {"name":"NAME_","password":"long enough"}                          | 400 | VALIDATION_FAILED            | name
            /api/instances | {"name":"NAME'; DROP TABLE","password":"long enough"}              | 400 | VALIDATION_FAILED            | name
            /api/instances | {"password":"long enough"}                                         | 400 | VALIDATION_FAILED            | name
            /api/instances | {"name":"NAME"}                                                    | 400 | VALIDATION_FAILED            | password
            /api/instances | {"name":"NAME","password":"short"}                                 | 400 | VALIDATION_FAILED            | password
            /api/instances | {"name":"NAME","password":"long enough","image_type":"oracle"}     | 400 | VALIDATION_FAILED            | image_type
            /api/instances | {"name":"NAME","password":"long enough","storage_size_gb":0}       | 400 | VALIDATION_FAILED            | storage_size_gb
            /api/instances | {"name":"NAME","password":"long enough","dns_label":"No.Label"}    | 400 | VALIDATION_FAILED            | dns_label
            /api/instances | {"name":"NAME","password":"long enough","postgres_version":"9"}    | 4XX | POSTGRES_VERSION_NOT_OFFERED | postgres_version
            /api/instances | {"name":"NAME","password":"long enough","postgres_version":"99"}   | 422 | POSTGRES_VERSION_NOT_OFFERED | postgres_version
            /api/instances | {"name":"NAME","source_image_id":"NOBODY"}                         | 4XX | IMAGE_NOT_FOUND              | source_image_id
            /api/instances | {"name":"NAME","source_image_id":"no uuid"}                        | 400 | WRONG_TYPE                   | source_image_id
            /api/instances | {"name":"NAME","password":"long enough","colour":"red"}            | 400 | UNKNOWN_PROPERTY             | colour
            /api/images    | {"name":"NAME","instance_id":"NOBODY"}                             | 4XX | INSTANCE_NOT_FOUND           | instance_id
            /api/images    | {"name":"NAME"}                                                    | 400 | VALIDATION_FAILED            | instance_id
            /api/images    | {"name":"NAME/..","instance_id":"NOBODY"}                          | 400 | VALIDATION_FAILED            | name
            """)
    void isRefusedBeforeAnythingHappens(
            String path,
            String body,
            String status,
            String code,
            String field,
            Toygres toygres,
            EventLog events,
            Cluster cluster) {
        String name = Toygres.unique("refused");

        Reply reply =
                toygres.api().send("POST", path, body.replace("NAME", name).replace("NOBODY", NOBODY));

        Refusal.isOf(reply, code, field);
        assertThat(Integer.toString(reply.status())).matches(status.replace("X", "\\d"));
        assertThat(toygres.api().get(path + "?limit=100").toString()).doesNotContain(name);
        assertThat(events.all()).noneMatch(message -> message.mentions(name) || message.mentions(NOBODY));
        assertThat(cluster.objectsNamed(name)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/api/instances/, INSTANCE_NOT_FOUND",
        "DELETE,/api/instances/, INSTANCE_NOT_FOUND",
        "GET,/api/images/, IMAGE_NOT_FOUND",
        "DELETE,/api/images/, IMAGE_NOT_FOUND",
        "GET,/api/operations/, OPERATION_NOT_FOUND"
    })
    void unknownIdsAreNotFound(String method, String path, String code, Toygres toygres) {
        Reply reply = toygres.api().send(method, path + NOBODY, null);

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.body().path("code").asText()).isEqualTo(code);
        assertThat(reply.body().path("remedy").asText()).isNotBlank();
    }

    @Test
    void namesOfTheLivingAreTaken(Toygres toygres, SmallSource small) {
        NewInstance sameName = NewInstance.empty(small.instance().name(), SpecialPassword.random());
        Refusal.isOf(toygres.api().send("POST", "/api/instances", sameName), "INSTANCE_NAME_TAKEN", "name");

        NewImage sameImage = new NewImage(small.image().name(), small.instance().id());
        Refusal.isOf(toygres.api().send("POST", "/api/images", sameImage), "IMAGE_NAME_TAKEN", "name");
    }

    @Test
    void onlyARunningInstanceIsBackedUp(Toygres toygres, EventLog events) {
        var creating = toygres.begin(NewInstance.empty(Toygres.unique("creating"), SpecialPassword.random()));
        UUID instance = creating.resource().id();

        Reply reply = toygres.api().send("POST", "/api/images", new NewImage(Toygres.unique("early"), instance));

        Refusal.isOf(reply, "INSTANCE_NOT_RUNNING", "instance_id");
        assertThat(events.all())
                .noneMatch(message -> message.topic().contains("image") && message.mentions(instance.toString()));
        toygres.finish(creating);
    }

    @Test
    void aFailedImageIsNotRestored(Toygres toygres, SmallSource small, EventLog events, Cluster cluster) {
        var backup = toygres.begin(
                new NewImage(Toygres.unique("cancelled"), small.instance().id()));
        toygres.api().cancel(backup.operationId());
        toygres.settle(backup.operationId());
        String name = Toygres.unique("from-failed");

        Reply reply = toygres.api()
                .send(
                        "POST",
                        "/api/instances",
                        NewInstance.restored(name, backup.resource().id()));

        Refusal.isOf(reply, "IMAGE_NOT_AVAILABLE", "source_image_id");
        assertThat(events.all()).noneMatch(message -> message.mentions(name));
        assertThat(cluster.objectsNamed(name)).isEmpty();
    }

    @Test
    void whoIsNotLoggedInSeesNothing(Toygres toygres) {
        Reply reply = toygres.anonymous().send("GET", "/api/instances", null);

        assertThat(reply.status()).isEqualTo(401);
    }
}
