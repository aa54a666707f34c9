package io.toygres.operation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.toygres.settings.DurationBounds;
import java.time.Duration;
import org.hibernate.validator.constraints.Range;

/** How a replica runs operations. */
@ConfigMapping(prefix = "toygres.operations")
public interface OperationSettings {

    /** Steps that one replica runs at once. Each is a virtual thread, but calls the cluster and the database. */
    @WithDefault("64")
    @Range(min = 1, max = 10_000)
    int concurrency();

    /**
     * How long after a replica's death its operations stay untouched. A running step's lease is extended every
     * third of it.
     */
    @WithDefault("10S")
    @DurationBounds(least = "1S", most = "10M")
    Duration lease();

    /** Pause after a step's first exception; doubled at each further one, and shortened at random by up to half. */
    @WithDefault("1S")
    @DurationBounds(least = "1MS", most = "10M")
    Duration firstRetry();

    /** The longest such pause, and of the first one too. */
    @WithDefault("1M")
    @DurationBounds(least = "1MS", most = "1H")
    Duration longestRetry();

    /**
     * How long a run of a step may take that begins when its phase is nearly over, or is past its deadline: a run that takes longer is
     * broken off, as is one that goes on beyond the deadline.
     */
    @WithDefault("1M")
    @DurationBounds(least = "1S", most = "1H")
    Duration lastLook();

    /**
     * How long one run of a step or of an undo may take: one that takes longer is broken off, told on the timeline and tried again. A
     * long step, which the plan says, is bound by its phase alone. Longer than any single call to the outside may take.
     */
    @WithDefault("5M")
    @DurationBounds(least = "1S", most = "1D")
    Duration longestRun();

    /** How long a run that is broken off may take to end. Then its thread is given up, and the operation goes on without it. */
    @WithDefault("10S")
    @DurationBounds(least = "0S", most = "10M")
    Duration breakOffGrace();

    /**
     * How long an operation waits for a replica that knows its plan and can read its state, from when the first that could not looked at
     * it: longer than the upgrade of all replicas takes. Then it fails. One that is cancelled waits for {@link #lastLook} only.
     */
    @WithDefault("1H")
    @DurationBounds(least = "0S", most = "30D")
    Duration unreadablePatience();

    /** How long work can lie unnoticed when every wake-up was lost. */
    @WithDefault("1S")
    @DurationBounds(least = "1MS", most = "1M")
    Duration poll();

    /**
     * How long a stopping replica lets running steps finish before it breaks them off and hands their operations to other replicas; with
     * the default that happens within 2 s of the signal.
     */
    @WithDefault("1S")
    @DurationBounds(least = "0S", most = "10M")
    Duration shutdownGrace();

    /** How long finished operations are kept, so that a command sent again finds its operation: longer than any command is sent again, days. */
    @WithDefault("30D")
    @DurationBounds(least = "1D", most = "3650D")
    Duration retention();
}
