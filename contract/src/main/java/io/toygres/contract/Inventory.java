package io.toygres.contract;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** All that a worker finds of its instances or images, whether anybody knows of them or not. Whole, or not at all. */
public record Inventory(List<Owned> owners) {

    /** An image's files. */
    public static final String BLOBS = "Blobs";

    /** An image's manifest, without which it does not exist. */
    public static final String MANIFEST = "Manifest";

    public Inventory {
        owners = List.copyOf(owners);
    }

    /**
     * The name of the instance of that id whose objects are called so; empty when they are called as we never call any.
     *
     * @param stem {@code <name>-<8 hex of id>}
     */
    public static Optional<String> instanceName(String stem, InstanceId id) {
        String end = "-" + id.toString().substring(0, 8);
        return Optional.of(stem)
                .filter(whole -> whole.endsWith(end))
                .map(whole -> whole.substring(0, whole.length() - end.length()))
                .filter(CommandChecks::isInstanceName);
    }

    /**
     * What there is of one instance or image.
     *
     * @param id of the instance or image
     * @param name of the instance, as its objects tell it; null for an image, and where they tell none
     * @param newestAt when the newest of the objects was made
     * @param busy whether the worker has an unfinished operation on it
     */
    public record Owned(UUID id, @Nullable String name, List<Item> objects, Instant newestAt, boolean busy) {
        public Owned {
            objects = List.copyOf(objects);
        }
    }

    /**
     * @param kind of the Kubernetes object, such as {@code Secret}; {@link #BLOBS} or {@link #MANIFEST}
     * @param name of the object; a path in the container
     */
    public record Item(String kind, String name) {

        /** Such as {@code Secret orders-1b2c3d4e-secret}. */
        @Override
        public String toString() {
            return kind + " " + name;
        }
    }
}
