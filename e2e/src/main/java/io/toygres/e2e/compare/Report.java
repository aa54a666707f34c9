package io.toygres.e2e.compare;

import io.toygres.e2e.compare.Comparison.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A comparison as a table for people. */
public final class Report {

    private Report() {}

    public static List<String> of(Comparison comparison) {
        List<String> lines = new ArrayList<>();
        lines.add(line("database", "tables", "rows", "objects", "source", "restored", ""));
        comparison.databases().forEach((name, side) -> lines.add(row(name, side)));
        lines.add(row("roles, grants, settings", comparison.cluster()));
        return lines;
    }

    private static String row(String name, Side side) {
        return line(
                name,
                both(side, contents -> "%,d".formatted(contents.tables())),
                both(side, contents -> "%,d".formatted(contents.rows())),
                both(side, contents -> "%,d".formatted(contents.objects())),
                one(side.source(), Contents::checksum),
                one(side.restored(), Contents::checksum),
                side.same() ? "same" : "DIFFERENT");
    }

    private static String line(
            String name, String tables, String rows, String objects, String source, String restored, String verdict) {
        return "%-26s %13s %21s %11s  %-12s  %-12s  %s"
                .formatted(name, tables, rows, objects, source, restored, verdict);
    }

    /** A figure once when both sides agree on it, else both. */
    private static String both(Side side, Function<Contents, String> figure) {
        String source = one(side.source(), figure);
        String restored = one(side.restored(), figure);
        return source.equals(restored) ? source : source + " / " + restored;
    }

    private static String one(Optional<Contents> contents, Function<Contents, String> figure) {
        return contents.map(figure).orElse("-");
    }
}
