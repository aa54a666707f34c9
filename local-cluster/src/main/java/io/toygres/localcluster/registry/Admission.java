package io.toygres.localcluster.registry;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.toygres.localcluster.store.ObjectKey;
import java.util.List;

/** Runs the plugins in order: the first ones fill in, the later ones check. The first refusal ends it. */
public final class Admission {

    /** One concern: defaults, validation, workload identity… Throws an {@code ApiException} to refuse. */
    public interface Plugin {
        /** May change the object. */
        void create(ObjectKey key, HasMetadata object);

        /** May change the new object; not called for status updates. */
        default void update(ObjectKey key, HasMetadata current, HasMetadata next) {}
    }

    private final List<Plugin> plugins;

    public Admission(List<Plugin> plugins) {
        this.plugins = List.copyOf(plugins);
    }

    void create(ObjectKey key, HasMetadata object) {
        plugins.forEach(plugin -> plugin.create(key, object));
    }

    void update(ObjectKey key, HasMetadata current, HasMetadata next) {
        plugins.forEach(plugin -> plugin.update(key, current, next));
    }
}
