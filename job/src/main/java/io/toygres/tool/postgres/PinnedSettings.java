package io.toygres.tool.postgres;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Settings that every session gets at its start, ours and those of PostgreSQL's programs, whatever ALTER SYSTEM, DATABASE or ROLE
 * says: they would end a session, let it wait for the wrong thing, or change what data looks like as text. A setting given at the
 * start of a session has precedence over all three (https://www.postgresql.org/docs/current/config-setting.html).
 *
 * <p>{@code pg_dump} and {@code pg_restore} set some of these themselves, in their later versions; not all, and not in all.
 */
public final class PinnedSettings {

    private final Map<String, String> values = new LinkedHashMap<>();

    private PinnedSettings() {}

    /** Those that every supported version knows: for a server whose version is to be found out. */
    public static PinnedSettings ofAnyVersion() {
        PinnedSettings settings = new PinnedSettings();
        settings.time();
        settings.form();
        settings.behaviour();
        return settings;
    }

    /** Those of a server of that major version. */
    public static PinnedSettings of(int major) {
        PinnedSettings settings = ofAnyForm(major);
        settings.form();
        return settings;
    }

    /** The same without what values look like: for the replay of an archive, whose values are in the form of its own time. */
    public static PinnedSettings ofAnyForm(int major) {
        PinnedSettings settings = new PinnedSettings();
        settings.time();
        settings.behaviour();
        if (major >= 14) {
            settings.pin("idle_session_timeout", "0");
            // A count that nobody waits for any more ends.
            settings.pin("client_connection_check_interval", "5s");
        }
        if (major >= 17) {
            settings.pin("transaction_timeout", "0");
            settings.pin("event_triggers", "off"); // those on login
        }
        return settings;
    }

    /** The same with one more. */
    public PinnedSettings with(String name, String value) {
        PinnedSettings other = new PinnedSettings();
        other.values.putAll(values);
        other.values.put(name, value);
        return other;
    }

    private void time() {
        pin("statement_timeout", "0");
        pin("lock_timeout", "0");
        pin("idle_in_transaction_session_timeout", "0");
        pin("default_transaction_read_only", "off");
        pin("default_transaction_isolation", "read committed");
        pin("default_transaction_deferrable", "off");
        pin("exit_on_error", "off");
    }

    /** What values look like. */
    private void form() {
        pin("TimeZone", "UTC");
        pin("DateStyle", "ISO, MDY");
        pin("IntervalStyle", "postgres");
        pin("extra_float_digits", "3");
        pin("bytea_output", "hex");
        pin("lc_monetary", "C");
        pin("lc_numeric", "C");
        pin("lc_time", "C");
        pin("xmloption", "content");
        pin("xmlbinary", "base64");
        pin("array_nulls", "on");
        pin("standard_conforming_strings", "on");
        pin("backslash_quote", "safe_encoding");
        pin("escape_string_warning", "off");
        pin("quote_all_identifiers", "off");
        pin("transform_null_equals", "off");
    }

    private void behaviour() {
        pin("role", "none");
        pin("client_min_messages", "warning");
        pin("lc_messages", "C"); // failures are known by their words
        pin("row_security", "off");
        pin("session_replication_role", "origin");
        pin("synchronize_seqscans", "off");
        pin("zero_damaged_pages", "off"); // a damaged page is an error, not a loss
        pin("jit", "off");
    }

    private void pin(String name, String value) {
        values.put(name, value);
    }

    /** Names and values. */
    public Map<String, String> values() {
        return Map.copyOf(values);
    }

    /** As {@code PGOPTIONS} and the startup packet's {@code options} want them: spaces within a value are escaped. */
    public String asOptions() {
        return values.entrySet().stream()
                .map(one -> "-c " + one.getKey() + "=" + escaped(one.getValue()))
                .collect(Collectors.joining(" "));
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace(" ", "\\ ");
    }
}
