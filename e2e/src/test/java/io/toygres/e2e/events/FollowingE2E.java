package io.toygres.e2e.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.e2e.api.Image;
import io.toygres.e2e.fixture.NeedsSystem;
import io.toygres.e2e.fixture.SmallSource;
import io.toygres.e2e.fixture.Toygres;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

@NeedsSystem
final class FollowingE2E {

    @Test
    void anotherServiceFollowsABackupInOrder(Toygres toygres, SmallSource small, EventLog log) {
        try (Follower follower = log.follow()) {
            Image image = toygres.backUp(small.instance().id());

            List<Message> followed = follower
                    .until(
                            message -> message.type().equals("toygres.image.available.v1")
                                    && message.key().equals(image.id().toString()),
                            Duration.ofSeconds(30))
                    .stream()
                    .filter(message -> message.key().equals(image.id().toString()))
                    .toList();

            assertThat(followed.getFirst().type()).isEqualTo("toygres.image.create.v1");
            assertThat(followed).extracting(Message::id).doesNotHaveDuplicates();
            assertThat(followed).allSatisfy(message -> assertThat(message.headers())
                    .containsEntry("ce_specversion", "1.0")
                    .containsEntry("ce_subject", image.id().toString())
                    .containsKeys("ce_id", "ce_source", "ce_type", "ce_time", "content-type"));
            Message last = followed.getLast();
            assertThat(last.json().path("checksum").asText()).isEqualTo(image.checksum());
        }
    }

    @Test
    void nothingWasUnreadableToTheServices(EventLog log) {
        assertThat(log.all()).noneMatch(message -> message.topic().endsWith(".dlq"));
    }
}
