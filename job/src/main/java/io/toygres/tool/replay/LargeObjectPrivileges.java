package io.toygres.tool.replay;

import io.toygres.tool.archive.ArchiveEntry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * From PostgreSQL 17 on, an archive tells the privileges of many large objects once, as those of the first; the entry that it depends on
 * lists them all (its {@code IssueACLPerBlob}).
 */
final class LargeObjectPrivileges {

    private static final Pattern FIRST = Pattern.compile("LARGE OBJECT \\d+");

    private LargeObjectPrivileges() {}

    static List<ArchiveEntry> spread(List<ArchiveEntry> entries) {
        Map<Integer, ArchiveEntry> lists = new HashMap<>();
        entries.stream().filter(entry -> entry.is("BLOB METADATA")).forEach(entry -> lists.put(entry.id(), entry));
        return lists.isEmpty()
                ? entries
                : entries.stream().map(entry -> spread(entry, lists)).toList();
    }

    private static ArchiveEntry spread(ArchiveEntry entry, Map<Integer, ArchiveEntry> lists) {
        if (!entry.is("ACL") || !entry.tag().startsWith("LARGE OBJECTS")) {
            return entry;
        }
        String sql = entry.dependencies().stream()
                .filter(lists::containsKey)
                .flatMap(
                        id -> Objects.requireNonNull(lists.get(id)).definition().lines())
                .filter(oid -> !oid.isBlank())
                .map(oid -> FIRST.matcher(entry.definition()).replaceAll("LARGE OBJECT " + oid.strip()))
                .collect(Collectors.joining("\n"));
        return new ArchiveEntry(
                entry.id(),
                "LARGE OBJECT",
                entry.type(),
                entry.section(),
                sql,
                entry.drop(),
                entry.copy(),
                entry.schema(),
                entry.accessMethod(),
                entry.relationKind(),
                entry.owner(),
                entry.dependencies());
    }
}
