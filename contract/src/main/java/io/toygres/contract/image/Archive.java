package io.toygres.contract.image;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;

/**
 * A piece of a blob that one program of PostgreSQL's wrote: the whole blob, or a part of one that holds many.
 *
 * @param file which blob, an {@link ImageFile#path}
 * @param offset where it begins there, in bytes
 * @param length in bytes, compressed
 * @param sha256 of those bytes, in lower-case hex
 * @param tables whose rows alone it holds, where a table was large enough for an archive of its own; empty otherwise
 */
public record Archive(
        Role role,
        String file,
        long offset,
        long length,
        String sha256,
        Compression compression,
        List<TableName> tables) {

    /** The form of an image that was written before archives had parts and roles. */
    static Archive whole(Role role, ImageFile file, Compression compression) {
        return new Archive(role, file.path(), 0, file.length(), file.sha256(), compression, List.of());
    }

    public Archive {
        tables = List.copyOf(tables);
    }

    /** What it holds. */
    public enum Role {
        /** SQL of {@code pg_dumpall --globals-only}: roles, memberships and their settings. */
        GLOBALS,
        /** Custom format: sections pre-data and post-data. */
        SCHEMA,
        /** Custom format: section data. */
        DATA,
        /** Custom format, all sections, of a database with little data; it is then the database's only archive. */
        ALL,
        /** Tar of {@code pg_basebackup}: the data directory, the WAL that makes it consistent, and {@code backup_manifest}. */
        BASE;

        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        public static Role parse(String wireName) {
            return valueOf(wireName.toUpperCase(Locale.ROOT));
        }
    }

    /** How its bytes are packed. */
    public enum Compression {
        NONE,
        ZSTD;

        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        public static Compression parse(String wireName) {
            return valueOf(wireName.toUpperCase(Locale.ROOT));
        }
    }

    /** A table, by its names as the server has them, unquoted. */
    public record TableName(String schema, String name) {}
}
