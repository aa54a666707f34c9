package io.toygres.database;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * SQL whose parameters have names, {@code :like_this}, rewritten to PostgreSQL's {@code $1}. A name that comes again is the same
 * parameter.
 *
 * @param names of the parameters, in the order of their numbers
 */
record NamedSql(String positional, List<String> names) {

    /** What is skipped — strings, quoted names, comments, casts — or a parameter. */
    private static final Pattern TOKEN =
            Pattern.compile("'(?:[^']|'')*'|\"[^\"]*\"|--[^\n]*|/\\*(?s:.*?)\\*/|::|:([a-z][a-z0-9_]*)");

    /** Statements are constants, or built of a few parts: there are few of them. */
    private static final Map<String, NamedSql> PARSED = new ConcurrentHashMap<>();

    static NamedSql of(String sql) {
        return PARSED.computeIfAbsent(sql, NamedSql::parse);
    }

    private static NamedSql parse(String sql) {
        List<String> names = new ArrayList<>();
        String positional = TOKEN.matcher(sql)
                .replaceAll(token -> Matcher.quoteReplacement(
                        token.group(1) == null ? token.group() : "$" + number(names, token.group(1))));
        return new NamedSql(positional, List.copyOf(names));
    }

    private static int number(List<String> names, String name) {
        if (!names.contains(name)) {
            names.add(name);
        }
        return names.indexOf(name) + 1;
    }

    /** @throws IllegalArgumentException when there is no such parameter */
    int indexOf(String name) {
        int index = names.indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException("no parameter :" + name + " in: " + positional);
        }
        return index;
    }
}
