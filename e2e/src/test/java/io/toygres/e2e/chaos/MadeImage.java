package io.toygres.e2e.chaos;

import io.toygres.e2e.api.Password;
import java.util.List;
import java.util.UUID;

/**
 * An available image.
 *
 * @param marks the rows that its source held
 */
record MadeImage(UUID id, Password password, List<String> marks) {

    MadeImage {
        marks = List.copyOf(marks);
    }

    String path() {
        return "/api/images/" + id;
    }
}
