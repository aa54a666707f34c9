package io.toygres.operation;

import io.toygres.contract.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The table of contents of an operation: phases with a deadline each, and in them the steps with what takes them back.
 *
 * <pre>{@code
 * Plan.of("backup", 1, BackupState.class)
 *     .phase("dump", Duration.ofHours(6), ErrorCode.JOB_STALLED)
 *     .step("create-job", this::createJob, this::deleteJob)
 *     .step("await-job", this::awaitJob)
 *     .build();
 * }</pre>
 *
 * @param type name of the kind of operation, such as {@code backup}
 * @param version of this plan; a running operation finishes on the version that started it
 * @param since the oldest version whose operations this plan finishes as well, since it has all their steps and reads their state
 */
public record Plan<S extends Record>(String type, int version, int since, Class<S> stateType, List<Entry<S>> entries) {

    public Plan {
        entries = List.copyOf(entries);
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("plan " + type + " has no steps");
        }
        if (entries.stream().map(Entry::name).distinct().count() != entries.size()) {
            throw new IllegalArgumentException("plan " + type + " has two steps of one name");
        }
    }

    /**
     * A group of steps that share a deadline, counted from the first run of the first of them.
     *
     * @param late what the operation fails with once the deadline has passed
     */
    public record Phase(String name, Duration deadline, ErrorCode late) {}

    /**
     * One step in its phase; without an undo when it leaves nothing behind.
     *
     * @param isLong whether one run of it may take as long as its phase
     */
    public record Entry<S extends Record>(
            String name, Phase phase, Step<S> step, Optional<Undo<S>> undo, boolean isLong) {}

    public static <S extends Record> Builder<S> of(String type, int version, Class<S> stateType) {
        return new Builder<>(type, version, stateType);
    }

    /** Position of a step by its name. @throws IllegalArgumentException when the plan has no such step */
    public int indexOf(String step) {
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).name().equals(step)) {
                return i;
            }
        }
        throw new IllegalArgumentException("plan " + type + " version " + version + " has no step " + step);
    }

    /** Collects phases and steps in order. */
    public static final class Builder<S extends Record> {
        private final String type;
        private final int version;
        private final Class<S> stateType;
        private int since;
        private final List<Entry<S>> entries = new ArrayList<>();
        private Optional<Phase> phase = Optional.empty();

        private Builder(String type, int version, Class<S> stateType) {
            this.type = type;
            this.version = version;
            this.since = version;
            this.stateType = stateType;
        }

        /** Finishes operations that were started on that earlier version, or on one in between. */
        public Builder<S> finishingSince(int earlier) {
            since = earlier;
            return this;
        }

        public Builder<S> phase(String name, Duration deadline, ErrorCode late) {
            phase = Optional.of(new Phase(name, deadline, late));
            return this;
        }

        public Builder<S> step(String name, Step<S> step) {
            return add(name, step, Optional.empty(), false);
        }

        /** A step that works itself, such as reading a file of any size: only its phase's deadline bounds a run of it. */
        public Builder<S> longStep(String name, Step<S> step) {
            return add(name, step, Optional.empty(), true);
        }

        public Builder<S> step(String name, Step<S> step, Undo<S> undo) {
            return add(name, step, Optional.of(undo), false);
        }

        private Builder<S> add(String name, Step<S> step, Optional<Undo<S>> undo, boolean isLong) {
            entries.add(new Entry<>(name, phase.orElseThrow(), step, undo, isLong));
            return this;
        }

        public Plan<S> build() {
            return new Plan<>(type, version, since, stateType, entries);
        }
    }
}
