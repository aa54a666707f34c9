package io.toygres.api.http;

import io.toygres.database.Tx;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the database does for a page. */
final class Plans {

    private static final Pattern BLOCKS = Pattern.compile("Buffers: shared(?: hit=(\\d+))?(?: read=(\\d+))?");

    private Plans() {}

    static List<String> of(Tx tx, PageQuery query, String table) {
        return query.statement(tx, "EXPLAIN (ANALYZE, BUFFERS) SELECT * FROM " + table)
                .list(row -> row.text("QUERY PLAN"));
    }

    /** Those that the whole query touched, which its topmost node tells; a new connection's planning reads catalogs besides. */
    static long blocks(List<String> plan) {
        return plan.stream()
                .map(BLOCKS::matcher)
                .filter(Matcher::find)
                .mapToLong(found -> number(found.group(1)) + number(found.group(2)))
                .findFirst()
                .orElseThrow();
    }

    private static long number(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
