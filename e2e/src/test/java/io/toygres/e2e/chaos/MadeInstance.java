package io.toygres.e2e.chaos;

import io.toygres.e2e.api.Instance;
import io.toygres.e2e.api.Password;
import java.util.List;
import java.util.stream.Stream;

/**
 * A running instance.
 *
 * @param password of {@code postgres}: the request's, or the image's
 * @param marks the rows that it must hold: those of the image it was restored from, and one of its own
 */
record MadeInstance(Instance instance, Password password, List<String> marks) {

    MadeInstance {
        marks = List.copyOf(marks);
    }

    MadeInstance marked(String mark) {
        return new MadeInstance(
                instance,
                password,
                Stream.concat(marks.stream(), Stream.of(mark)).toList());
    }

    String path() {
        return "/api/instances/" + instance.id();
    }
}
