package io.toygres.e2e.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.e2e.api.Image;
import io.toygres.e2e.fixture.NeedsSystem;
import io.toygres.e2e.fixture.SmallSource;
import io.toygres.e2e.fixture.Toygres;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

@NeedsSystem
final class FollowingE2E {

    private static final String COMMAND = "toygres.image.create.v1";
    private static final String OUTCOME = "toygres.image.available.v1";

    @Test
    void anotherServiceFollowsABackupInOrder(Toygres toygres, SmallSource small, EventLog log) {
        try (Follower follower = log.follow()) {
            Image image = toygres.backUp(small.instance().id());
            String key = image.id().toString();

            List<Message> followed = follower.of(
                    key, messages -> types(messages).containsAll(Set.of(COMMAND, OUTCOME)), Duration.ofSeconds(30));

            List<Message> events = followed.stream()
                    .filter(message -> message.topic().endsWith(".events"))
                    .toList();
            assertThat(types(followed)).containsOnlyOnce(COMMAND, OUTCOME);
            assertThat(events).extracting(Message::sequence).isSorted().doesNotHaveDuplicates();
            assertThat(events.getLast().type()).isEqualTo(OUTCOME);
            assertThat(events.getLast().json().path("checksum").asText()).isEqualTo(image.checksum());
            assertThat(followed).allSatisfy(message -> assertThat(message.headers())
                    .containsEntry("ce_specversion", "1.0")
                    .containsEntry("ce_subject", key)
                    .containsKeys("ce_id", "ce_source", "ce_type", "ce_time", "content-type"));
        }
    }

    private static List<String> types(List<Message> messages) {
        return messages.stream().map(Message::type).toList();
    }

    @Test
    void nothingWasUnreadableToTheServices(EventLog log) {
        assertThat(log.all()).noneMatch(message -> message.topic().endsWith(".dlq"));
    }
}
