package io.toygres.api.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.api.cms.ImageStatus;
import io.toygres.api.cms.InstanceStatus;
import io.toygres.api.operation.OperationStatus;
import io.toygres.api.testing.Requests;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CreateWebhookRequestTest {

    @Test
    void takesEveryKindAndStatusThatThereIs() {
        List<String> types = Stream.of(
                        Stream.of("instance", "image", "operation"),
                        Arrays.stream(InstanceStatus.values()).map(status -> "instance." + status.wireName()),
                        Arrays.stream(ImageStatus.values()).map(status -> "image." + status.wireName()),
                        Arrays.stream(OperationStatus.values()).map(status -> "operation." + status.wireName()))
                .flatMap(some -> some)
                .toList();

        assertThat(Requests.refusal(of("https://hooks.example.com/", types))).isEmpty();
    }

    @Test
    void namesEveryTypeThatThereIsNot() {
        assertThat(Requests.wrongFields(
                        of("https://hooks.example.com/", List.of("image", "image.stopped", "", "backup"))))
                .containsExactly("types[1]", "types[2]", "types[3]");
    }

    @Test
    void needsAUrl() {
        assertThat(Requests.wrongFields(of(null, List.of()))).containsExactly("url");
        assertThat(Requests.wrongFields(of("x".repeat(2001), List.of()))).containsExactly("url");
    }

    private static CreateWebhookRequest of(@Nullable String url, List<@Nullable String> types) {
        return new CreateWebhookRequest(url, null, null, types, null, null);
    }
}
