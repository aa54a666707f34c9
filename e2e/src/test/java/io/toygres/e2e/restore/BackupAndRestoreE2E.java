package io.toygres.e2e.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.toygres.e2e.api.Password;
import io.toygres.e2e.compare.Contents;
import io.toygres.e2e.fixture.LoadedSource;
import io.toygres.e2e.fixture.NeedsSystem;
import io.toygres.e2e.postgres.Server;
import java.sql.SQLException;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@NeedsSystem
final class BackupAndRestoreE2E {

    private static final String INVALID_PASSWORD = "28P01";

    @Test
    void restoresEveryRowOfEveryTable(LoadedSource loaded) {
        assertThat(loaded.comparison().differences()).isEmpty();
        assertThat(loaded.comparison().databases().values())
                .as("databases")
                .hasSizeGreaterThan(3)
                .allMatch(side -> side.same());
        assertThat(loaded.comparison().ofRestored().mapToLong(Contents::rows).sum())
                .as("rows")
                .isGreaterThan(1_500_000);
    }

    /** What was compared was really there: a kind that the source has none of would be the same on any two servers. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "role",
                "password",
                "membership",
                "setting",
                "database",
                "comment",
                "table",
                "materialized view",
                "sequence",
                "large object",
                "extension",
                "object",
                "column",
                "relation",
                "definition",
                "owner",
                "privilege"
            })
    void restoresEvery(String kind, LoadedSource loaded) {
        Set<String> source = facts(kind, loaded.comparison().ofSource());
        Set<String> restored = facts(kind, loaded.comparison().ofRestored());

        assertThat(source).isNotEmpty();
        assertThat(restored).isEqualTo(source);
    }

    @Test
    void takesThePasswordFromTheImageAndNotFromTheRequest(LoadedSource loaded) throws SQLException {
        Server copy = loaded.copyServer();

        assertThat(copy.query("postgres", "SELECT 1")).containsExactly("1");
        assertThatThrownBy(() -> copy.as("postgres", loaded.requested()).query("postgres", "SELECT 1"))
                .isInstanceOfSatisfying(SQLException.class, refusal -> assertThat(refusal.getSQLState())
                        .isEqualTo(INVALID_PASSWORD));
    }

    /** The roles and passwords of {@code roles.sql}. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            alice                   | al!ce
            bob                     | Grüße: bøb\\ "#%&/()=?
            Weird Role "x" = 'y'    | sp ace:co\\lon'quote"double$dollar`tick
            """)
    void logsInAsARestoredRole(String role, String password, LoadedSource loaded) throws SQLException {
        Server asRole = loaded.copyServer().as(role, new Password(password));

        assertThat(asRole.query("postgres", "SELECT current_user")).containsExactly(role);
        assertThatThrownBy(() -> asRole.as(role, new Password("wrong")).query("postgres", "SELECT 1"))
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void takesTypeAndVersionFromTheImage(LoadedSource loaded) {
        assertThat(loaded.image().imageType()).isEqualTo(loaded.instance().imageType());
        assertThat(loaded.image().postgresVersion()).isEqualTo(loaded.instance().postgresVersion());
        assertThat(loaded.copy().imageType()).isEqualTo(loaded.image().imageType());
        assertThat(loaded.copy().postgresVersion()).isEqualTo(loaded.image().postgresVersion());
        assertThat(loaded.copy().sourceImageId()).isEqualTo(loaded.image().id());
    }

    private static Set<String> facts(String kind, Stream<Contents> contents) {
        return contents.flatMap(each -> each.of(kind).stream()).collect(Collectors.toSet());
    }
}
