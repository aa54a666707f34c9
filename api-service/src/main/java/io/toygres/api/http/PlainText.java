package io.toygres.api.http;

/** What text PostgreSQL and a terminal can take: no control characters, and no half of a surrogate pair. */
public final class PlainText {

    private PlainText() {}

    /** True for text on one line. */
    public static boolean isOneLine(String text) {
        return text.codePoints().noneMatch(point -> Character.isISOControl(point) || isSurrogate(point));
    }

    /** True for text that may also hold line feeds and tabs. */
    public static boolean isText(String text) {
        return isOneLine(text.replace('\n', ' ').replace('\t', ' '));
    }

    /** {@link String#codePoints()} yields a surrogate only where its other half is missing. */
    private static boolean isSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
