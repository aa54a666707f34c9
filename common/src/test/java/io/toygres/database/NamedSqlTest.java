package io.toygres.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class NamedSqlTest {

    @Test
    void aNameThatComesAgainIsTheSameParameter() {
        NamedSql sql = NamedSql.of("SELECT :b, :a WHERE x = :b");

        assertThat(sql.positional()).isEqualTo("SELECT $1, $2 WHERE x = $1");
        assertThat(sql.names()).containsExactly("b", "a");
        assertThat(sql.indexOf("a")).isOne();
        assertThatThrownBy(() -> sql.indexOf("c")).hasMessageContaining(":c");
    }

    @Test
    void castsStringsQuotedNamesAndCommentsHoldNoParameters() {
        String untouched = """
                SELECT x::text, ':no', 'it''s :no', ":no" -- :no
                /* :no
                   :no */ FROM t""";
        assertThat(NamedSql.of(untouched).positional()).isEqualTo(untouched);
        assertThat(NamedSql.of("VALUES (:state::text::jsonb, '$1')").positional())
                .isEqualTo("VALUES ($1::text::jsonb, '$1')");
    }
}
