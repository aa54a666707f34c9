package io.toygres.tool.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.Channels;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageReaderTest {

    @Test
    void takesMessagesApart() throws IOException {
        MessageReader reader = reader("43 00000006 6162 5a 00000005 49");

        assertThat(reader.type()).isEqualTo((byte) 'C');
        assertThat(reader.body()).isEqualTo("ab".getBytes(US_ASCII));
        assertThat(reader.type()).isEqualTo((byte) 'Z');
        assertThat(reader.body()).isEqualTo("I".getBytes(US_ASCII));
        assertThatThrownBy(reader::type).isInstanceOf(EOFException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"44 00000003", "44 ffffffff", "44 80000000", "44 7fffffff"})
    void refusesALengthThatIsNone(String message) throws IOException {
        MessageReader reader = reader(message);

        assertThat(reader.type()).isEqualTo((byte) 'D');
        assertThatThrownBy(reader::body).isInstanceOf(IOException.class).hasMessageContaining("bytes");
    }

    @Test
    void aMessageThatBreaksOffIsTheEnd() throws IOException {
        MessageReader reader = reader("44 00000010 61");

        assertThat(reader.type()).isEqualTo((byte) 'D');
        assertThatThrownBy(reader::body).isInstanceOf(EOFException.class);
    }

    private static MessageReader reader(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        return new MessageReader(Channels.newChannel(new ByteArrayInputStream(bytes)));
    }
}
