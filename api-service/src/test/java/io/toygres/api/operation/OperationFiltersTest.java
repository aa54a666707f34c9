package io.toygres.api.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OperationFiltersTest {

    @Test
    void aListCanBeFilteredByEveryStatusAndType() {
        assertThat(pattern(Stream.of(OperationStatus.values()).map(OperationStatus::wireName)))
                .isEqualTo(OperationStatus.LISTED);
        assertThat(pattern(Stream.of(OperationType.values()).map(OperationType::wireName)))
                .isEqualTo(OperationType.LISTED);
    }

    private static String pattern(Stream<String> names) {
        return names.collect(Collectors.joining("|", "^(", ")$"));
    }
}
