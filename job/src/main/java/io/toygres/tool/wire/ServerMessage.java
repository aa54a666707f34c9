package io.toygres.tool.wire;

import io.toygres.tool.archive.RawText;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An error, warning or notice of the server; all texts as people may read them.
 *
 * @param state SQLSTATE
 * @param detail may quote rows; empty where there is none
 */
public record ServerMessage(String severity, String state, String text, String detail) {

    static ServerMessage of(byte[] body) {
        Map<Character, String> fields = new HashMap<>();
        int at = 0;
        while (at < body.length && body[at] != 0) {
            char type = (char) body[at];
            int end = at + 1;
            while (end < body.length && body[end] != 0) {
                end++;
            }
            byte[] value = new byte[end - at - 1];
            System.arraycopy(body, at + 1, value, 0, value.length);
            fields.put(type, RawText.readable(RawText.of(value)));
            at = end + 1;
        }
        return new ServerMessage(
                orEmpty(fields.getOrDefault('V', fields.get('S'))),
                orEmpty(fields.get('C')),
                orEmpty(fields.get('M')),
                orEmpty(fields.get('D')));
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    public boolean isWarning() {
        return severity.equals("WARNING");
    }
}
