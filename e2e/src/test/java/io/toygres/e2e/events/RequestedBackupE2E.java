package io.toygres.e2e.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.toygres.e2e.api.Reply;
import io.toygres.e2e.fixture.NeedsSystem;
import io.toygres.e2e.fixture.SmallSource;
import io.toygres.e2e.fixture.Toygres;
import io.toygres.e2e.process.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service that has {@code docs/asyncapi.yaml}, a token and a way to the broker, and nothing else. */
@NeedsSystem
final class RequestedBackupE2E {

    private static final Path EXAMPLE = Path.of("../docs/examples/request.mjs");

    @Test
    void anotherServiceBacksUpOverKafkaAndASecondRecordOfItChangesNothing(
            Toygres toygres, SmallSource small, @TempDir Path folder) throws IOException {
        JsonNode token = token(toygres);
        String name = Toygres.unique("requested");

        Outcome outcome = ask(toygres, folder, token, small.instance().id(), name);

        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
        assertThat(outcome.output()).contains("toygres.request.accepted.v1", "toygres.image.available.v1");
        JsonNode images = toygres.api().get("/api/images?name=" + name).get("items");
        assertThat(images)
                .singleElement()
                .satisfies(image -> assertThat(image.get("status").asText()).isEqualTo("available"));
        toygres.delete(
                toygres.api().image(UUID.fromString(images.get(0).get("id").asText())));
    }

    @Test
    void itIsToldWhatIsWrong(Toygres toygres, @TempDir Path folder) throws IOException {
        Outcome outcome = ask(toygres, folder, token(toygres), UUID.randomUUID(), Toygres.unique("requested"));

        assertThat(outcome.exitCode()).as(outcome.output()).isOne();
        assertThat(outcome.output()).contains("toygres.request.rejected.v1", "INSTANCE_NOT_FOUND");
    }

    private static JsonNode token(Toygres toygres) {
        Reply made = toygres.api().send("POST", "/api/tokens", Map.of("name", "requests", "days", 1));
        assertThat(made.status()).isEqualTo(201);
        return made.body();
    }

    private static Outcome ask(Toygres toygres, Path folder, JsonNode token, UUID instance, String image)
            throws IOException {
        Path secret =
                Files.writeString(folder.resolve("token"), token.get("secret").asText());
        return Outcome.of(List.of(
                "node",
                EXAMPLE.toString(),
                toygres.system().kafka().orElseThrow(),
                token.get("token").get("id").asText(),
                secret.toString(),
                instance.toString(),
                image));
    }
}
