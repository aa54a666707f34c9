package io.toygres.api.webhook.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LookupPlacesTest {

    private final LookupPlaces places = new LookupPlaces(3, 2);

    @Test
    void oneOwnerLeavesPlacesToOthers() throws InterruptedException {
        assertThat(take("one")).isTrue();
        assertThat(take("one")).isTrue();
        assertThat(take("one")).isFalse();

        assertThat(take("other")).isTrue();
        assertThat(take("third")).isFalse();
    }

    @Test
    void aPlaceThatIsGivenBackIsFreeForAnybody() throws InterruptedException {
        take("one");
        take("one");
        take("other");

        places.giveBack("one");

        assertThat(take("other")).isTrue();
        assertThat(take("one")).isFalse();
        places.giveBack("other");
        assertThat(take("one")).isTrue();
    }

    @Test
    void whoWaitsGetsThePlaceThatBecomesFree() throws InterruptedException {
        take("one");
        take("one");
        Thread waiting = Thread.ofVirtual().start(() -> {
            try {
                places.take("one", Duration.ofMinutes(1));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });

        places.giveBack("one");

        assertThat(waiting.join(Duration.ofSeconds(30))).isTrue();
        assertThat(take("one")).isFalse();
    }

    private boolean take(String owner) throws InterruptedException {
        return places.take(owner, Duration.ZERO);
    }
}
