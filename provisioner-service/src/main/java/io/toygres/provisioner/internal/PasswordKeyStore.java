package io.toygres.provisioner.internal;

import io.toygres.database.Tx;
import jakarta.inject.Singleton;
import java.util.SortedMap;
import java.util.TreeMap;

/** Of table {@code operation}: with which keys the passwords of unfinished operations are encrypted. Nothing reads an ended one's. */
@Singleton
class PasswordKeyStore {

    private static final String IN_USE = """
            SELECT split_part(state ->> 'password', ':', 1) AS key, count(*) FROM operation
            WHERE finished_at IS NULL AND state ->> 'password' IS NOT NULL GROUP BY 1""";

    /** How many operations need each key, by its id. */
    SortedMap<String, Long> inUse(Tx tx) {
        SortedMap<String, Long> operations = new TreeMap<>();
        tx.sql(IN_USE).list(row -> operations.put(row.text("key"), row.number("count")));
        return operations;
    }
}
