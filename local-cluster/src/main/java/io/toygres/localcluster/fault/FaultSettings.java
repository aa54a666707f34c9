package io.toygres.localcluster.fault;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The knobs as they stand, and who wants to know when they change. */
public final class FaultSettings {
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final Faults initial;
    private volatile Faults current;

    public FaultSettings(Faults initial) {
        this.initial = initial;
        this.current = initial;
    }

    public Faults current() {
        return current;
    }

    /** What the cluster was started with; a reset goes back to it. */
    public Faults initial() {
        return initial;
    }

    public void set(Faults faults) {
        current = faults;
        listeners.forEach(Runnable::run);
    }

    public void listen(Runnable listener) {
        listeners.add(listener);
    }
}
