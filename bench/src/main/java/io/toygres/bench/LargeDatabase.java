package io.toygres.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The statements that fill a database of 10 GB with what the mixed one of 700 MB holds: four large tables, in phases. */
final class LargeDatabase {

    /** Each table is filled by so many statements, which may run side by side. */
    private static final int PIECES = 8;

    /**
     * @param columns of the table
     * @param row SELECT list of row {@code i}
     * @param constraints what is added to the table when it is filled
     */
    private record Table(String name, String columns, long rows, String row, String constraints) {

        String create() {
            return "CREATE TABLE %s (%s)".formatted(name, columns);
        }

        String fill(int piece) {
            long first = rows * piece / PIECES + 1;
            long last = rows * (piece + 1) / PIECES;
            return "INSERT INTO %s SELECT %s FROM generate_series(%d, %d) i".formatted(name, row, first, last);
        }

        String constrain() {
            return "ALTER TABLE %s ADD PRIMARY KEY (id)%s".formatted(name, constraints);
        }

        /** Otherwise autovacuum would do it during what is measured. */
        String vacuum() {
            return "VACUUM (ANALYZE) " + name;
        }
    }

    private static final List<Table> TABLES = List.of(
            new Table(
                    "account",
                    "id int NOT NULL, branch int, balance int, filler char(84)",
                    24_000_000,
                    "i, i / 100000, 0, ''",
                    ""),
            new Table(
                    "note",
                    "id int NOT NULL, content text",
                    5_000_000,
                    "i, (SELECT string_agg(md5((i::bigint * 40 + n)::text), ' ') FROM generate_series(1, 12) n)",
                    ""),
            new Table(
                    "document",
                    "id int NOT NULL, content jsonb",
                    2_000_000,
                    """
                    i, jsonb_build_object('customer', i % 5000, 'tags', jsonb_build_array(md5(i::text), md5((i % 1000)::text)),
                      'total', i * 1.5, 'paid', i % 3 = 0)""",
                    "; CREATE INDEX ON document USING gin (content)"),
            new Table("picture", "id int NOT NULL, content bytea", 330_000, """
                    i, (SELECT string_agg(sha512((i::bigint * 400 + n)::text::bytea), ''::bytea) FROM generate_series(1, 160) n)""", ""));

    private LargeDatabase() {}

    /** One phase after the other; statements of one may run side by side. */
    static List<List<String>> phases() {
        List<String> fills = new ArrayList<>();
        for (int piece = 0; piece < PIECES; piece++) {
            for (Table table : TABLES) {
                fills.add(table.fill(piece));
            }
        }
        return List.of(each(Table::create), List.copyOf(fills), each(Table::constrain), each(Table::vacuum));
    }

    private static List<String> each(Function<Table, String> statement) {
        return TABLES.stream().map(statement).toList();
    }
}
