package io.toygres.tool.replay;

import io.toygres.tool.archive.ArchiveEntry;
import io.toygres.tool.archive.RawText;
import java.util.Set;
import java.util.stream.Collectors;

/** The statements that make an archive's entry, as pg_restore would send them (its {@code _printTocEntry}), without tablespaces. */
public final class EntrySql {

    /** Those whose names are all that a statement about them needs. */
    private static final Set<String> NAMED = Set.of(
            "COLLATION",
            "CONVERSION",
            "DATABASE",
            "DOMAIN",
            "EVENT TRIGGER",
            "FOREIGN DATA WRAPPER",
            "FOREIGN TABLE",
            "MATERIALIZED VIEW",
            "PROCEDURAL LANGUAGE",
            "PUBLICATION",
            "SCHEMA",
            "SEQUENCE",
            "SERVER",
            "STATISTICS",
            "SUBSCRIPTION",
            "TABLE",
            "TEXT SEARCH CONFIGURATION",
            "TEXT SEARCH DICTIONARY",
            "TYPE",
            "VIEW");

    /** Those whose arguments are part of the name: the statement that drops one has them all. */
    private static final Set<String> WITH_ARGUMENTS =
            Set.of("AGGREGATE", "FUNCTION", "OPERATOR", "OPERATOR CLASS", "OPERATOR FAMILY", "PROCEDURE");

    private static final String LARGE_OBJECT = "BLOB";
    private static final String LARGE_OBJECTS = "BLOB METADATA";

    private EntrySql() {}

    /** All of them, to be sent at once: they take effect together or not at all. */
    public static String statements(ArchiveEntry entry) {
        StringBuilder sql = new StringBuilder();
        if (!entry.accessMethod().isEmpty() && !entry.relationKind().equals("p")) {
            sql.append("SET default_table_access_method = ")
                    .append(RawText.identifier(entry.accessMethod()))
                    .append(";\n");
        }
        sql.append(definition(entry)).append('\n');
        if (!entry.accessMethod().isEmpty() && entry.relationKind().equals("p")) {
            sql.append("ALTER TABLE ")
                    .append(qualified(entry))
                    .append(" SET ACCESS METHOD ")
                    .append(RawText.identifier(entry.accessMethod()))
                    .append(";\n");
        }
        return sql.append(owner(entry)).toString();
    }

    /** Without its owner: for what must not be in a transaction with anything else. */
    public static String definition(ArchiveEntry entry) {
        if (entry.is(LARGE_OBJECTS)) {
            return eachLargeObject(entry, "SELECT pg_catalog.lo_create('", "');");
        }
        if (entry.is("ACL") && entry.tag().startsWith("LARGE OBJECTS")) {
            throw new IllegalStateException("not spread over its large objects: " + entry.inWords());
        }
        return entry.definition();
    }

    /** Empty where there is no owner to set. */
    public static String owner(ArchiveEntry entry) {
        String type = entry.type();
        if (entry.owner().isEmpty() || entry.drop().isEmpty()) {
            return "";
        }
        String to = " OWNER TO " + RawText.identifier(entry.owner()) + ";";
        if (type.equals(LARGE_OBJECTS)) {
            return eachLargeObject(entry, "ALTER LARGE OBJECT ", to);
        }
        if (type.equals(LARGE_OBJECT)) {
            return "ALTER LARGE OBJECT " + entry.tag() + to;
        }
        if (WITH_ARGUMENTS.contains(type)) {
            return "ALTER " + dropped(entry) + to;
        }
        return NAMED.contains(type) ? "ALTER " + type + " " + qualified(entry) + to : "";
    }

    private static String qualified(ArchiveEntry entry) {
        String name = RawText.identifier(entry.tag());
        return entry.schema().isEmpty() ? name : RawText.identifier(entry.schema()) + "." + name;
    }

    /** {@code DROP FUNCTION public.f(integer);} as {@code FUNCTION public.f(integer)}. */
    private static String dropped(ArchiveEntry entry) {
        String drop = entry.drop().strip();
        return drop.substring("DROP ".length(), drop.endsWith(";") ? drop.length() - 1 : drop.length());
    }

    /** From PostgreSQL 17 on, the definition of many large objects is a list of their ids, one per line. */
    private static String eachLargeObject(ArchiveEntry entry, String before, String after) {
        return entry.definition()
                .lines()
                .filter(line -> !line.isBlank())
                .map(oid -> before + Long.parseUnsignedLong(oid.strip()) + after)
                .collect(Collectors.joining("\n"));
    }
}
