package io.toygres.e2e.audit;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the CMS says there is, deleted and failed ones included. */
record Resources(Map<UUID, Instance> instances, Map<UUID, Image> images) {

    /** @param host null until it runs, and for the cluster's own names */
    record Instance(String name, String status, @Nullable String host) {
        boolean runs() {
            return status.equals("running");
        }
    }

    /** @param checksum of the manifest; null until it is available */
    record Image(
            String name,
            String status,
            @Nullable Long sizeBytes,
            @Nullable String checksum) {
        boolean isAvailable() {
            return status.equals("available");
        }
    }

    Resources {
        instances = Map.copyOf(instances);
        images = Map.copyOf(images);
    }

    boolean runs(UUID instance) {
        return Optional.ofNullable(instances.get(instance))
                .filter(Instance::runs)
                .isPresent();
    }

    boolean isAvailable(UUID image) {
        return Optional.ofNullable(images.get(image)).filter(Image::isAvailable).isPresent();
    }

    String describe(UUID instance) {
        Instance known = instances.get(instance);
        return known == null
                ? "an instance that the CMS does not know"
                : "instance %s, which is %s".formatted(known.name(), known.status());
    }

    String describeImage(UUID image) {
        Image known = images.get(image);
        return known == null
                ? "an image that the CMS does not know"
                : "image %s, which is %s".formatted(known.name(), known.status());
    }

    Image image(UUID id) {
        return Objects.requireNonNull(images.get(id));
    }
}
