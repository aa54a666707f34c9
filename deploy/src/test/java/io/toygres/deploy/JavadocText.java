package io.toygres.deploy;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Javadoc as Markdown that fits into a table's cell. */
final class JavadocText {
    private static final Pattern CODE = Pattern.compile("\\{@(?:code|literal) ([^}]*)}|\\{@code (\\{[^}]*})}");
    private static final Pattern BRACED_CODE = Pattern.compile("\\{@code (\\{[^}]*})}");
    private static final Pattern METHOD = Pattern.compile("\\{@link #(\\w+)\\(\\)}");
    private static final Pattern LINK = Pattern.compile("\\{@link ([^ }]+)(?: ([^}]*))?}");

    private JavadocText() {}

    static String markdown(@Nullable String javadoc) {
        if (javadoc == null) {
            return "";
        }
        String text = javadoc.replaceAll("(?s)\\n\\s*@(param|see|return|throws).*", "")
                .replaceAll("\\s+", " ")
                .strip();
        text = BRACED_CODE.matcher(text).replaceAll("`$1`");
        text = CODE.matcher(text).replaceAll("`$1`");
        text = METHOD.matcher(text)
                .replaceAll(found ->
                        "`" + found.group(1).replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT) + "`");
        text = LINK.matcher(text).replaceAll("`$1`");
        return text.replaceAll("<a href=\"([^\"]*)\">([^<]*)</a>", "[$2]($1)").replace("|", "\\|");
    }
}
