package io.toygres.api.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.contract.Command;
import io.toygres.contract.EncryptedSecret;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SecretsInCommandsTest {

    /**
     * {@code password} is what {@link SealedStore} and the provisioner's {@code PasswordKeyStore} count by its name. A listing's goes into
     * the manifest alone, and is counted as {@code images.manifest_key}.
     */
    @Test
    void areCountedEachInItsPlace() {
        assertThat(secretsOf(Command.class))
                .containsExactlyInAnyOrder(
                        "CreateInstance.password", "RestoreInstance.password", "ImageListing.sourcePassword");
    }

    private static Stream<String> secretsOf(Class<?> type) {
        if (type.isSealed()) {
            return Arrays.stream(type.getPermittedSubclasses()).flatMap(SecretsInCommandsTest::secretsOf);
        }
        return type.isRecord()
                ? Arrays.stream(type.getRecordComponents()).flatMap(part -> secretsOf(type, part))
                : Stream.empty();
    }

    private static Stream<String> secretsOf(Class<?> type, RecordComponent part) {
        return part.getType() == EncryptedSecret.class
                ? Stream.of(type.getSimpleName() + "." + part.getName())
                : secretsOf(part.getType());
    }
}
