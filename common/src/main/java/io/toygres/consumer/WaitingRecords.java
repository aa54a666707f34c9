package io.toygres.consumer;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/** The records that could not be applied so far: told in the log once a minute, by a metric, and by {@link ConsumerReadiness}. */
@Singleton
final class WaitingRecords {

    private static final Logger LOG = Logger.getLogger(WaitingRecords.class);

    private static final Duration TOLD_EVERY = Duration.ofMinutes(1);

    private final Clock clock = Clock.systemUTC();
    private final Map<Place, Wait> waiting = new ConcurrentHashMap<>();
    /** When, as seconds since 1970. */
    private final AtomicLong told = new AtomicLong();

    /** Where a record lies. */
    record Place(String topic, int partition, long offset) {
        static Place of(ConsumerRecord<?, ?> record) {
            return new Place(record.topic(), record.partition(), record.offset());
        }
    }

    /** Since when a record waits, and what for. */
    record Wait(Place place, Instant since, String reason) {
        String describe() {
            return place.topic() + ", partition " + place.partition() + ", offset " + place.offset() + ", since "
                    + since + ": " + reason;
        }
    }

    @Inject
    WaitingRecords(MeterRegistry meters) {
        meters.gauge("toygres.consumer.waiting.records", waiting, Map::size);
        Gauge.builder("toygres.consumer.longest.wait", () -> longest().toSeconds())
                .baseUnit("seconds")
                .register(meters);
    }

    void add(ConsumerRecord<?, ?> record, String reason, Throwable thrown) {
        Place place = Place.of(record);
        Instant now = clock.instant();
        waiting.compute(place, (_, known) -> new Wait(place, known == null ? now : known.since(), reason));
        long last = told.get();
        if (now.getEpochSecond() - last >= TOLD_EVERY.toSeconds() && told.compareAndSet(last, now.getEpochSecond())) {
            LOG.warnf(
                    thrown,
                    "%d records wait, and are tried again. The oldest is of %s",
                    waiting.size(),
                    oldest().map(Wait::describe).orElse(""));
        }
    }

    void remove(ConsumerRecord<?, ?> record) {
        if (waiting.remove(Place.of(record)) != null && waiting.isEmpty()) {
            told.set(0);
            LOG.info("No record waits any more");
        }
    }

    /** The one that has waited longest, if that is longer. */
    Optional<Wait> longerThan(Duration duration) {
        return oldest().filter(wait -> wait.since().plus(duration).isBefore(clock.instant()));
    }

    private Optional<Wait> oldest() {
        return waiting.values().stream().min(Comparator.comparing(Wait::since));
    }

    private Duration longest() {
        return oldest().map(wait -> Duration.between(wait.since(), clock.instant()))
                .orElse(Duration.ZERO);
    }
}
