package io.toygres.tool.backup;

import io.toygres.contract.image.Archive.TableName;
import io.toygres.tool.catalog.DataTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * How a database's rows are shared out over archives, so that several tables are dumped at once, and later loaded at once.
 *
 * @param others for each archive but the main one, the tables whose rows it holds; the main one holds everything else
 */
record DataShares(List<Share> others) {

    /** A smaller table is not worth being named to pg_dump. */
    private static final long LARGE = 16L * 1024 * 1024;

    /** Each is an argument of two programs, and a query of each. */
    private static final int MOST_NAMED = 200;

    /** When one table is nearly all there is, a second pg_dump costs more than it brings. */
    private static final double WORTH_SHARING = 0.8;

    /**
     * Tables for one archive.
     *
     * @param bytes on disk, an estimate of what will be dumped
     */
    record Share(List<TableName> tables, long bytes) {}

    /**
     * @param dataBytes of the whole database on disk, large objects included
     * @param most archives, the main one included
     */
    static DataShares of(List<DataTable> tables, long dataBytes, int most) {
        List<DataTable> large = tables.stream()
                .filter(DataShares::mayBeNamed)
                .filter(table -> table.storedBytes() >= LARGE)
                .sorted(Comparator.comparingLong(DataTable::storedBytes).reversed())
                .toList();
        List<Share> shares = new ArrayList<>();
        shares.add(new Share(List.of(), dataBytes - bytes(large)));
        Stream.generate(() -> new Share(List.of(), 0)).limit(most - 1L).forEach(shares::add);
        int named = 0;
        for (DataTable table : large) {
            int least = named == MOST_NAMED ? 0 : least(shares);
            shares.set(least, with(shares.get(least), table));
            named += least == 0 ? 0 : 1;
        }
        long longest = shares.stream().mapToLong(Share::bytes).max().orElse(0);
        return new DataShares(
                longest > WORTH_SHARING * dataBytes
                        ? List.of()
                        : shares.stream()
                                .skip(1)
                                .filter(share -> !share.tables().isEmpty())
                                .toList());
    }

    /** Which has the fewest bytes. */
    private static int least(List<Share> shares) {
        int least = 0;
        for (int i = 1; i < shares.size(); i++) {
            least = shares.get(i).bytes() < shares.get(least).bytes() ? i : least;
        }
        return least;
    }

    private static long bytes(List<DataTable> tables) {
        return tables.stream().mapToLong(DataTable::storedBytes).sum();
    }

    private static Share with(Share share, DataTable table) {
        return new Share(
                Stream.concat(share.tables().stream(), Stream.of(new TableName(table.schema(), table.name())))
                        .toList(),
                share.bytes() + table.storedBytes());
    }

    /**
     * Rows that go through the root of a partition tree stay where pg_dump puts them by itself. Other characters would have to be in the
     * encoding of the database's names.
     */
    private static boolean mayBeNamed(DataTable table) {
        return !table.wholeTree() && isAscii(table.schema()) && isAscii(table.name());
    }

    private static boolean isAscii(String name) {
        return name.chars().allMatch(c -> c >= ' ' && c < 0x7f);
    }

    /** What pg_dump is told to make the main archive. */
    List<String> mainArguments() {
        return others.stream()
                .flatMap(share -> share.tables().stream())
                .map(table -> "--exclude-table-data=" + pattern(table))
                .toList();
    }

    /** What pg_dump is told to make another one. With strict names, a table that it does not find is an error. */
    static List<String> arguments(Share share) {
        return Stream.concat(
                        Stream.of("--strict-names"), share.tables().stream().map(table -> "--table=" + pattern(table)))
                .toList();
    }

    /** Between quotes, no character of a pattern means more than itself (psql's reference, "Patterns"). */
    private static String pattern(TableName table) {
        return quoted(table.schema()) + "." + quoted(table.name());
    }

    private static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }
}
