package io.toygres.api.cms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class InstanceStatusTest {

    @Test
    void aListCanBeFilteredByWhatUsersSee() {
        assertThat(Stream.of(InstanceStatus.values())
                        .filter(status -> status != InstanceStatus.DELETED)
                        .map(InstanceStatus::wireName)
                        .collect(Collectors.joining("|", "^(", ")$")))
                .isEqualTo(InstanceStatus.LISTED);
    }
}
