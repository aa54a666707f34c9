package io.toygres.e2e.secrets;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A text to search for, in every form in which it may hide. */
final class Marker {

    private final List<String> forms;

    Marker(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        this.forms = Stream.concat(
                        Stream.of(text, HexFormat.of().formatHex(bytes)),
                        IntStream.range(0, 3).mapToObj(offset -> inBase64(bytes, offset)))
                .toList();
    }

    boolean isIn(String text) {
        return forms.stream().anyMatch(text::contains);
    }

    /** What base64 makes of the text when it begins {@code offset} bytes after a multiple of three, without the ends. */
    private static String inBase64(byte[] text, int offset) {
        byte[] shifted = new byte[text.length + offset];
        System.arraycopy(text, 0, shifted, offset, text.length);
        String encoded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
        return encoded.substring(4, encoded.length() - 4);
    }
}
