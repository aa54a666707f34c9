package io.toygres.localcluster.network;

import io.toygres.localcluster.fault.FaultSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a resolver with a cache answers: a label's former address, for the time that the knob says, after the label was deleted
 * or given to another Service.
 */
final class StaleAnswers {
    private final FaultSettings faults;
    private final Clock clock;
    private final Map<String, Answer> answers = new HashMap<>();

    /** @param staleSince absent while the address is the label's own */
    private record Answer(String address, Optional<Instant> staleSince) {}

    StaleAnswers(FaultSettings faults, Clock clock) {
        this.faults = faults;
        this.clock = clock;
    }

    /**
     * Puts former addresses in place of the true ones, as long as they are to be answered.
     *
     * @param addresses by label, as they are
     * @return when the next answer becomes true
     */
    Optional<Duration> keepIn(Map<String, String> addresses) {
        Instant now = clock.instant();
        List<Duration> waits = new ArrayList<>();
        Set<String> labels = new HashSet<>(answers.keySet());
        labels.addAll(addresses.keySet());
        for (String label : labels) {
            keep(label, addresses, now).ifPresent(waits::add);
        }
        return waits.stream().min(Duration::compareTo);
    }

    private Optional<Duration> keep(String label, Map<String, String> addresses, Instant now) {
        String address = addresses.get(label);
        Answer former = answers.get(label);
        if (former != null && !former.address().equals(address)) {
            Instant since = former.staleSince().orElse(now);
            Duration left = Duration.between(now, since.plus(faults.current().staleDns(label)));
            if (left.isPositive()) {
                answers.put(label, new Answer(former.address(), Optional.of(since)));
                addresses.put(label, former.address());
                return Optional.of(left);
            }
        }
        if (address == null) {
            answers.remove(label);
        } else {
            answers.put(label, new Answer(address, Optional.empty()));
        }
        return Optional.empty();
    }
}
