package io.toygres.e2e.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MarkerTest {

    private final Marker marker = new Marker("Sesam0effneDich");

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "xy", "xyz"})
    void findsItselfInBase64WhereverItBegins(String before) {
        byte[] secret = (before + "Sesam0effneDich and more").getBytes(StandardCharsets.UTF_8);

        assertThat(marker.isIn("data: " + Base64.getEncoder().encodeToString(secret)))
                .isTrue();
    }

    @Test
    void findsItselfInHexAndInPlainText() {
        byte[] secret = "xSesam0effneDich".getBytes(StandardCharsets.UTF_8);

        assertThat(marker.isIn("\\x" + HexFormat.of().formatHex(secret))).isTrue();
        assertThat(marker.isIn("password=Sesam0effneDich%21")).isTrue();
    }

    @Test
    void findsNothingElse() {
        assertThat(marker.isIn("Sesam, öffne dich! U2VzYW0=")).isFalse();
    }
}
