package io.toygres.api.cms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ImageStatusTest {

    @Test
    void aListCanBeFilteredByWhatUsersSee() {
        assertThat(Stream.of(ImageStatus.values())
                        .filter(status -> status != ImageStatus.DELETED)
                        .map(ImageStatus::wireName)
                        .collect(Collectors.joining("|", "^(", ")$")))
                .isEqualTo(ImageStatus.LISTED);
    }
}
