package io.toygres.tool.replay;

import io.toygres.tool.archive.ArchiveEntry;
import io.toygres.tool.archive.ArchiveEntry.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The entries of one archive in the order of a restore.
 *
 * <p>Privileges come after everything that they are on, materialized views are filled after that, since their owners read with these
 * privileges, and event triggers come last of all: they would act on what is restored.
 */
public final class Contents {

    private static final Set<String> PRIVILEGES = Set.of("ACL", "ACL LANGUAGE", "DEFAULT ACL");
    private static final Set<String> REMARKS = Set.of("ACL", "COMMENT", "SECURITY LABEL");
    private static final Pattern CLIENT_ENCODING = Pattern.compile("SET client_encoding = '([^']+)'");
    private static final Pattern STRINGS = Pattern.compile("SET standard_conforming_strings = '(on|off)'");
    private static final Pattern SEARCH_PATH =
            Pattern.compile("^ALTER DATABASE .* SET search_path TO (.*);$", Pattern.MULTILINE);

    private String encoding = "UTF8";
    private String strings = "on";
    private final List<ArchiveEntry> database = new ArrayList<>();
    private final List<ArchiveEntry> databaseProperties = new ArrayList<>();
    private final List<ArchiveEntry> schemas = new ArrayList<>();
    private final List<ArchiveEntry> preData = new ArrayList<>();
    private final List<ArchiveEntry> data = new ArrayList<>();
    private final List<ArchiveEntry> postData = new ArrayList<>();
    private final List<ArchiveEntry> privileges = new ArrayList<>();
    private final List<ArchiveEntry> refreshes = new ArrayList<>();
    private final List<ArchiveEntry> eventTriggers = new ArrayList<>();

    private Contents() {}

    public static Contents of(List<ArchiveEntry> entries) {
        Contents contents = new Contents();
        Section section = Section.PRE_DATA;
        for (ArchiveEntry entry : LargeObjectPrivileges.spread(entries)) {
            // What is in no section, such as a comment, belongs to what it follows.
            section = entry.section() == Section.NONE ? section : entry.section();
            contents.add(entry, section);
        }
        return contents;
    }

    private void add(ArchiveEntry entry, Section section) {
        switch (entry.type()) {
            case "ENCODING" -> encoding = found(CLIENT_ENCODING, entry).orElse(encoding);
            case "STDSTRINGS" -> strings = found(STRINGS, entry).orElse(strings);
            case "SEARCHPATH", "EXTENSION" -> {}
            case "DATABASE" -> database.add(entry);
            case "DATABASE PROPERTIES" -> databaseProperties.add(entry);
            case "SCHEMA" -> schemas.add(entry);
            case "EVENT TRIGGER" -> eventTriggers.add(entry);
            case "MATERIALIZED VIEW DATA" -> refreshes.add(entry);
            case "TABLE DATA", "BLOBS" -> data.add(entry);
            default -> addOther(entry, section);
        }
    }

    private void addOther(ArchiveEntry entry, Section section) {
        if (REMARKS.contains(entry.type()) && entry.tag().startsWith("DATABASE ")) {
            databaseProperties.add(entry);
        } else if (REMARKS.contains(entry.type()) && entry.tag().startsWith("EVENT TRIGGER ")) {
            eventTriggers.add(entry);
        } else if (PRIVILEGES.contains(entry.type())) {
            privileges.add(entry);
        } else {
            switch (section) {
                case NONE, PRE_DATA -> preData.add(entry);
                case DATA -> data.add(entry);
                case POST_DATA -> postData.add(entry);
            }
        }
    }

    private static Optional<String> found(Pattern pattern, ArchiveEntry entry) {
        Matcher matcher = pattern.matcher(entry.definition());
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** In which the archive's texts and rows are, as PostgreSQL names it. */
    public String encoding() {
        return encoding;
    }

    /** {@code on} or {@code off}: how the archive's strings have been written. */
    public String standardConformingStrings() {
        return strings;
    }

    /** The database itself; at most one. */
    public Optional<ArchiveEntry> database() {
        return database.stream().findFirst();
    }

    /** Its settings, privileges and remarks. */
    public List<ArchiveEntry> databaseProperties() {
        return databaseProperties;
    }

    /** The search path of the database's own sessions, as SQL. */
    public String ownSearchPath() {
        return databaseProperties.stream()
                .flatMap(entry -> found(SEARCH_PATH, entry).stream())
                .findFirst()
                .orElse("\"$user\", public");
    }

    public List<ArchiveEntry> schemas() {
        return schemas;
    }

    /** What comes before the data: types, functions, tables. */
    public List<ArchiveEntry> preData() {
        return preData;
    }

    /** Tables' rows, large objects, and what goes with them: values of sequences. */
    public List<ArchiveEntry> data() {
        return data;
    }

    /** What comes after the data: indexes, keys, triggers. */
    public List<ArchiveEntry> postData() {
        return postData;
    }

    public List<ArchiveEntry> privileges() {
        return privileges;
    }

    /** Materialized views to be filled. */
    public List<ArchiveEntry> refreshes() {
        return refreshes;
    }

    public List<ArchiveEntry> eventTriggers() {
        return eventTriggers;
    }
}
