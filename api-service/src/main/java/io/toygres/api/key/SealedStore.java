package io.toygres.api.key;

import io.toygres.contract.EncryptedSecret;
import io.toygres.database.Tx;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** The encrypted values of a {@link SealedColumn}. */
@Singleton
class SealedStore {

    /** In the order of where rows lie: each batch reads on where the last one ended, without an index. */
    private static final String OTHERS = """
            SELECT ctid::text AS place, {owner} AS owner, {secret} AS secret FROM {table}
            WHERE ctid > CAST(:after AS text)::tid AND {secret} IS NOT NULL AND NOT starts_with({secret}, :prefix)
            ORDER BY ctid LIMIT :limit""";

    /** Compare and set: a row that has changed or moved meanwhile is left to the next look. */
    private static final String REPLACE = """
            UPDATE {table} SET {secret} = :new WHERE ctid = CAST(:place AS text)::tid AND {secret} = :old""";

    private static final String COUNT_OTHERS = """
            SELECT count(*) FROM {table} WHERE {secret} IS NOT NULL AND NOT starts_with({secret}, :prefix)""";

    private static final String COUNT_BY_KEY = """
            SELECT split_part({secret}, ':', 1) AS key, count(*) FROM {table} WHERE {secret} IS NOT NULL GROUP BY 1""";

    /** A command waits with its password until a worker has answered it; it is sent again as it was, since the worker knows its hash. */
    private static final String COUNT_COMMANDS = """
            SELECT split_part(command ->> 'password', ':', 1) AS key, count(*) FROM operations
            WHERE command ->> 'password' IS NOT NULL GROUP BY 1""";

    private static final String COUNT_MANIFESTS = """
            SELECT manifest_key AS key, count(*) FROM images
            WHERE manifest_key IS NOT NULL AND status IN ('creating', 'available', 'deleting') GROUP BY 1""";

    /** Before every row. */
    static final String START = "(0,0)";

    /**
     * One encrypted value.
     *
     * @param place of its row's present version
     * @param owner whom it is encrypted for
     */
    record Sealed(String place, UUID owner, EncryptedSecret secret) {}

    /** Values that are not encrypted with the key, so many at most, from behind the place on. */
    List<Sealed> others(Tx tx, SealedColumn column, String keyId, String after, int limit) {
        return tx.sql(column.in(OTHERS))
                .bind("after", after)
                .bind("prefix", prefix(keyId))
                .bind("limit", limit)
                .list(row -> new Sealed(row.text("place"), row.uuid("owner"), new EncryptedSecret(row.text("secret"))));
    }

    /** @return false when the value is no longer what was read */
    boolean replace(Tx tx, SealedColumn column, Sealed read, EncryptedSecret by) {
        return tx.sql(column.in(REPLACE))
                        .bind("place", read.place())
                        .bind("old", read.secret().text())
                        .bind("new", by.text())
                        .update()
                == 1;
    }

    /** How many values of all columns are not encrypted with the key. */
    long countOthers(Tx tx, String keyId) {
        long others = 0;
        for (SealedColumn column : SealedColumn.values()) {
            others += tx.sql(column.in(COUNT_OTHERS))
                    .bind("prefix", prefix(keyId))
                    .one(row -> row.number("count"));
        }
        return others;
    }

    /** The keys of all values of all columns. */
    Set<String> keys(Tx tx) {
        Set<String> keys = new TreeSet<>();
        for (SealedColumn column : SealedColumn.values()) {
            keys.addAll(countByKey(tx, column).keySet());
        }
        return keys;
    }

    Map<String, Long> countByKey(Tx tx, SealedColumn column) {
        return byKey(tx, column.in(COUNT_BY_KEY));
    }

    Map<String, Long> countCommandsByKey(Tx tx) {
        return byKey(tx, COUNT_COMMANDS);
    }

    Map<String, Long> countManifestsByKey(Tx tx) {
        return byKey(tx, COUNT_MANIFESTS);
    }

    private static Map<String, Long> byKey(Tx tx, String sql) {
        Map<String, Long> counts = new HashMap<>();
        tx.sql(sql).list(row -> counts.put(row.text("key"), row.number("count")));
        return counts;
    }

    private static String prefix(String keyId) {
        return keyId + ":";
    }
}
