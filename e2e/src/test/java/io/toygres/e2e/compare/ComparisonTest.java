package io.toygres.e2e.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.e2e.compare.Comparison.Side;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class ComparisonTest {

    private static final Contents ORDERS = Contents.of(List.of(
            "table | public.orders | 3 77", "table | public.lines | 1000 78", "sequence | public.orders_id_seq | 4"));

    @Test
    void isTheSameWhenEverythingIs() {
        Comparison comparison = comparison(Optional.of(ORDERS), Optional.of(ORDERS));

        assertThat(comparison.same()).isTrue();
        assertThat(comparison.differences()).isEmpty();
        assertThat(Report.of(comparison)).last().asString().endsWith("same");
    }

    @Test
    void countsTablesRowsAndOtherObjects() {
        assertThat(ORDERS.tables()).isEqualTo(2);
        assertThat(ORDERS.rows()).isEqualTo(1003);
        assertThat(ORDERS.objects()).isEqualTo(1);
    }

    @Test
    void namesWhatDiffers() {
        Contents other = Contents.of(List.of(
                "table | public.orders | 3 79",
                "table | public.lines | 1000 78",
                "sequence | public.orders_id_seq | 1"));

        Comparison comparison = comparison(Optional.of(ORDERS), Optional.of(other));

        assertThat(comparison.same()).isFalse();
        assertThat(comparison.differences())
                .containsExactly(
                        "shop, sequence, source:   public.orders_id_seq | 4",
                        "shop, sequence, restored: public.orders_id_seq | 1",
                        "shop, table, source:   public.orders | 3 77",
                        "shop, table, restored: public.orders | 3 79");
        assertThat(Report.of(comparison)).anyMatch(line -> line.startsWith("shop") && line.endsWith("DIFFERENT"));
    }

    @Test
    void missesADatabase() {
        assertThat(comparison(Optional.of(ORDERS), Optional.empty()).differences())
                .containsExactly("shop: only on the source");
    }

    private static Comparison comparison(Optional<Contents> source, Optional<Contents> restored) {
        Contents cluster = Contents.of(List.of("role | postgres | t"));
        Side same = new Side(Optional.of(cluster), Optional.of(cluster));
        return new Comparison(same, new TreeMap<>(Map.of("shop", new Side(source, restored))));
    }
}
