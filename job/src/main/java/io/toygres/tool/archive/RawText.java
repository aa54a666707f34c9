package io.toygres.tool.archive;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;

/**
 * Bytes of a database's own encoding, which may be none, as a string of one character per byte. What is ASCII in them can be searched
 * for, and all of them come back unchanged.
 */
public final class RawText {

    private RawText() {}

    public static String of(byte[] bytes) {
        return new String(bytes, ISO_8859_1);
    }

    public static byte[] bytes(String raw) {
        return raw.getBytes(ISO_8859_1);
    }

    /** The raw form of ordinary text, for a session whose encoding is UTF-8. */
    public static String raw(String text) {
        return of(text.getBytes(UTF_8));
    }

    /** For people: UTF-8 if it is that, otherwise each byte as the character of its number. */
    public static String readable(String raw) {
        try {
            return UTF_8.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes(raw)))
                    .toString();
        } catch (CharacterCodingException _) {
            return raw;
        }
    }

    /** An SQL identifier in quotes. */
    public static String identifier(String raw) {
        return '"' + raw.replace("\"", "\"\"") + '"';
    }

    /** An SQL string, whatever {@code standard_conforming_strings} says. */
    public static String literal(String raw) {
        String quoted = "'" + raw.replace("'", "''") + "'";
        return raw.indexOf('\\') < 0 ? quoted : "E" + quoted.replace("\\", "\\\\");
    }
}
