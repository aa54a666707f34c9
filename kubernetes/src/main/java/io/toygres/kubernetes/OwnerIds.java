package io.toygres.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Whose an object is, by its label. */
public final class OwnerIds {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private OwnerIds() {}

    /** Empty when the label is none that we would have given. */
    public static Optional<UUID> of(HasMetadata object, String label) {
        Map<String, String> labels = object.getMetadata().getLabels();
        return Optional.ofNullable(labels == null ? null : labels.get(label))
                .filter(id -> ID.matcher(id).matches())
                .map(UUID::fromString);
    }
}
