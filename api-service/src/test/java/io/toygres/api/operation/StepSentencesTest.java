package io.toygres.api.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.contract.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepSentencesTest {

    @ParameterizedTest
    @CsvSource({
        "await-volume, Await volume, Waiting for the volume",
        "create-volume, Undoing: Create volume, Undoing: removing the volume with its data",
        "await-slot, Undoing: Await slot, Undoing: Await slot",
        "await-job, Dump: orders, Copying database orders",
        "await-job, Load, Loading the data",
        "await-job, Index: Dump: x, Building the indexes of database Dump: x",
        "await-volume, No volume binds., No volume binds.",
        "fly-to-the-moon, Fly to the moon, Fly to the moon",
        "test-connection, Dump: orders, Dump: orders"
    })
    void saysWhatIsDoneInWordsOfUsers(String step, String message, String sentence) {
        assertThat(StepSentences.told(Progress.of(step, message)).message()).isEqualTo(sentence);
    }

    @Test
    void keepsTheRest() {
        Progress told = StepSentences.told(new Progress("await-job", "Dump: orders", 1L, 2L));

        assertThat(told).isEqualTo(new Progress("await-job", "Copying database orders", 1L, 2L));
    }
}
