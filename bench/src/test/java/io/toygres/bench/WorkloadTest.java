package io.toygres.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class WorkloadTest {

    private static final Pattern PIECE =
            Pattern.compile("INSERT INTO account .* generate_series\\((\\d+), (\\d+)\\) i");

    @Test
    void thePiecesOfALargeTableAreItsRowsOnce() {
        List<long[]> pieces = LargeDatabase.phases().get(1).stream()
                .map(PIECE::matcher)
                .filter(Matcher::matches)
                .map(piece -> new long[] {Long.parseLong(piece.group(1)), Long.parseLong(piece.group(2))})
                .toList();

        assertThat(pieces.getFirst()[0]).isEqualTo(1);
        for (int i = 1; i < pieces.size(); i++) {
            assertThat(pieces.get(i)[0]).isEqualTo(pieces.get(i - 1)[1] + 1);
        }
        assertThat(pieces.getLast()[1]).isEqualTo(24_000_000);
    }

    @Test
    void aPhaseBeginsWhenTheOneBeforeHasEnded() {
        var ran = new ConcurrentLinkedQueue<String>();

        Workload.LARGE.load((database, sql) -> ran.add(sql.split(" ", 2)[0]));

        assertThat(ran.stream().dropWhile(verb -> !verb.equals("INSERT")).distinct())
                .containsExactly("INSERT", "ALTER", "VACUUM", "ANALYZE", "CHECKPOINT");
        assertThat(ran.stream().takeWhile(verb -> !verb.equals("INSERT")).distinct())
                .containsExactly("CREATE");
    }

    @Test
    void aStatementThatFailsEndsTheLoad() {
        assertThatThrownBy(() -> Workload.MIXED.load((database, sql) -> {
                    if (sql.contains("note")) {
                        throw new SQLException("no room");
                    }
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasRootCauseMessage("no room");
    }
}
