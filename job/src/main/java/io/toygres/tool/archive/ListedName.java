package io.toygres.tool.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/** Names as manifests have them. */
public final class ListedName {

    private ListedName() {}

    /** The text if the bytes are UTF-8; otherwise what is no ASCII becomes {@code \xHH}, and then a backslash is doubled. */
    public static String of(String raw) {
        byte[] bytes = RawText.bytes(raw);
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException _) {
            StringBuilder text = new StringBuilder();
            for (byte one : bytes) {
                text.append(
                        one == '\\' ? "\\\\" : one >= 0 ? String.valueOf((char) one) : "\\x%02x".formatted(one & 0xff));
            }
            return text.toString();
        }
    }
}
