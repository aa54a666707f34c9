package io.toygres.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTextTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "$'\"\\`{}%", "äß", "🐘", "日本"})
    void takesEveryVisibleCharacter(String text) {
        assertThat(PlainText.isOneLine(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "a\nb", "a\tb", "\u001b[0m", "\u0085", "\ud83d", "\udc18x"})
    void refusesControlCharactersAndHalvesOfCharacters(String text) {
        assertThat(PlainText.isOneLine(text)).isFalse();
    }

    @Test
    void textMayHaveLinesAndTabs() {
        assertThat(PlainText.isText("a\n\tb")).isTrue();
        assertThat(PlainText.isText("a\rb")).isFalse();
    }
}
