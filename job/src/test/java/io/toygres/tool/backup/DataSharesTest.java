package io.toygres.tool.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.contract.image.Archive.TableName;
import io.toygres.tool.backup.DataShares.Share;
import io.toygres.tool.catalog.DataTable;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class DataSharesTest {

    private static final long MIB = 1024 * 1024;

    @Test
    void largeTablesAreSharedOutEvenlyBesideTheRest() {
        List<DataTable> tables = List.of(table("a", 100), table("b", 60), table("c", 50), table("small", 1));

        DataShares shares = DataShares.of(tables, 220 * MIB, 2);

        assertThat(shares.others()).containsExactly(new Share(List.of(new TableName("public", "a")), 100 * MIB));
        assertThat(shares.mainArguments()).containsExactly("--exclude-table-data=\"public\".\"a\"");
    }

    @Test
    void oneTableThatIsNearlyAllThereIsGetsNoArchiveOfItsOwn() {
        assertThat(DataShares.of(List.of(table("all", 900), table("b", 20)), 930 * MIB, 4)
                        .others())
                .isEmpty();
    }

    @Test
    void nothingIsSharedWhereThereIsRoomForOneDump() {
        assertThat(DataShares.of(List.of(table("a", 100), table("b", 100)), 200 * MIB, 1)
                        .others())
                .isEmpty();
    }

    @Test
    void archivesThatWouldBeEmptyAreNotMade() {
        assertThat(DataShares.of(List.of(table("a", 100), table("b", 100)), 200 * MIB, 4)
                        .others())
                .hasSize(1);
    }

    @Test
    void whatCannotBeNamedSafelyStaysInTheMainArchive() {
        DataTable tree = new DataTable("public", "tree", 100 * MIB, 100 * MIB, true, false, null);

        assertThat(DataShares.of(List.of(tree, table("größe", 100), table("line\nbreak", 100)), 300 * MIB, 2)
                        .others())
                .isEmpty();
    }

    @Test
    void namesGoIntoBothProgramsArgumentsQuoted() {
        DataShares shares = DataShares.of(List.of(table("a", 100), table("-e \"x\".*", 100)), 200 * MIB, 2);

        assertThat(shares.mainArguments()).containsExactly("--exclude-table-data=\"public\".\"-e \"\"x\"\".*\"");
        assertThat(DataShares.arguments(shares.others().getFirst()))
                .containsExactly("--strict-names", "--table=\"public\".\"-e \"\"x\"\".*\"");
    }

    @Test
    void noMoreTablesAreNamedThanArgumentsHaveRoomFor() {
        List<DataTable> tables = IntStream.range(0, 450)
                .mapToObj(number -> table("t" + number, 100))
                .toList();

        assertThat(DataShares.of(tables, 45_000 * MIB, 2).mainArguments()).hasSize(200);
    }

    private static DataTable table(String name, long mib) {
        return new DataTable("public", name, mib * MIB, mib * MIB, false, false, null);
    }
}
