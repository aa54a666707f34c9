package io.toygres.contract.image;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One database of an image. Bytes of names that are in no encoding (a SQL_ASCII database may have such) stand as {@code \xHH}.
 *
 * @param encoding as PostgreSQL names it, such as {@code UTF8}
 * @param sizeBytes size on the source's disk
 * @param schemas its own, sorted
 * @param extensions in an order in which they can be created
 * @param objectCounts by kind, such as {@code tables}; those that a dump carries
 * @param archives what to load, in this order: the schema's, then the data's; or one of role {@code all}
 */
public record ImageDatabase(
        String name,
        String owner,
        String encoding,
        String collate,
        String ctype,
        long sizeBytes,
        List<String> schemas,
        List<Extension> extensions,
        Map<String, Long> objectCounts,
        List<TableContents> tables,
        List<Archive> archives) {

    public ImageDatabase {
        schemas = List.copyOf(schemas);
        extensions = List.copyOf(extensions);
        objectCounts = Map.copyOf(objectCounts);
        tables = List.copyOf(tables);
        archives = List.copyOf(archives);
    }

    /** @param members how many objects belong to it; null in images that were made before that was counted */
    public record Extension(
            String name,
            String version,
            String schema,
            @Nullable Long members) {}

    /**
     * How many rows a table has.
     *
     * @param rows null when they were not counted
     * @param reason why not; null when they were
     * @param tree true when the table is a partitioned one whose partitions were counted together, because rows may come to lie in
     *     other partitions when they are loaded; such partitions are not listed by themselves
     * @param contentHash sum of the hashes of the rows' texts under pinned settings; null when it was not asked for; with
     *     {@code by-name:} before it, where the rows' columns were taken in the order of their names
     */
    public record TableContents(
            String schema,
            String name,
            @Nullable Long rows,
            @Nullable String reason,
            @Nullable Boolean tree,
            @Nullable String contentHash) {

        /** Whether the rows are those of the whole partition tree; otherwise of {@code ONLY} this table. */
        public boolean wholeTree() {
            return Boolean.TRUE.equals(tree);
        }
    }
}
