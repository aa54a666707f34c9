package io.toygres.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.secret.MacKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InternalTokenTest {

    private static final String OLD = "k1:" + "A".repeat(43) + "=\n";
    private static final String NEW = "k2:" + "B".repeat(42) + "A=\n";

    private final Path folder;

    InternalTokenTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void isAcceptedFromWhoHasTheKeys() throws IOException {
        assertThat(token(OLD).accepts(token(OLD).header())).isTrue();
        assertThat(token(OLD).header()).matches("Bearer [A-Za-z0-9_-]+");
    }

    @Test
    void isAcceptedWhileKeysRotate() throws IOException {
        assertThat(token(OLD + NEW).accepts(token(OLD).header())).isTrue();
        assertThat(token(OLD + NEW).accepts(token(OLD + NEW).header())).isTrue();
        assertThat(token(OLD).accepts(token(OLD + NEW).header())).isFalse();
    }

    @Test
    void nothingElseIsAccepted() throws IOException {
        InternalToken token = token(OLD);
        String other = new InternalToken(MacKeys.of("k1", "another key of thirty-two bytes.".getBytes(UTF_8))).header();
        assertThat(token.accepts(null)).isFalse();
        assertThat(token.accepts("")).isFalse();
        assertThat(token.accepts("Bearer ")).isFalse();
        assertThat(token.accepts("Bearer ü")).isFalse();
        assertThat(token.accepts(token.header().replace("Bearer", "Basic"))).isFalse();
        assertThat(token.accepts(token.header() + "A")).isFalse();
        assertThat(token.accepts(other)).isFalse();
    }

    private InternalToken token(String keys) throws IOException {
        Path file = Files.createTempFile(folder, "keys", "");
        return new InternalToken(Files.writeString(file, keys));
    }
}
