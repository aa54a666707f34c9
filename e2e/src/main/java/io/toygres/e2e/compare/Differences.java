package io.toygres.e2e.compare;

import io.toygres.e2e.compare.Comparison.Side;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Names what differs between two sides, a line for each. */
final class Differences {

    private Differences() {}

    static List<String> of(String where, Side side) {
        if (side.same()) {
            return List.of();
        }
        Optional<Contents> source = side.source();
        Optional<Contents> restored = side.restored();
        if (source.isEmpty() || restored.isEmpty()) {
            return List.of(where + ": only on the " + (source.isEmpty() ? "restored instance" : "source"));
        }
        List<String> lines = new ArrayList<>();
        var kinds = new TreeSet<>(source.get().facts().keySet());
        kinds.addAll(restored.get().facts().keySet());
        for (String kind : kinds) {
            lines.addAll(of(
                    where + ", " + kind, source.get().of(kind), restored.get().of(kind)));
        }
        return lines;
    }

    private static List<String> of(String where, Collection<String> source, Collection<String> restored) {
        List<String> lines = new ArrayList<>();
        source.stream()
                .filter(fact -> !restored.contains(fact))
                .forEach(fact -> lines.add(where + ", source:   " + fact));
        restored.stream()
                .filter(fact -> !source.contains(fact))
                .forEach(fact -> lines.add(where + ", restored: " + fact));
        return lines;
    }
}
