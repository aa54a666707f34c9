package io.toygres.e2e.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.toygres.e2e.compare.Contents;
import io.toygres.e2e.fixture.LoadedSource;
import io.toygres.e2e.fixture.NeedsSystem;
import io.toygres.e2e.postgres.Server;
import java.sql.SQLException;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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

    /** What was compared was really there: an aspect that the source has none of would be the same on any two servers. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "role",
                "membership",
                "setting",
                "database",
                "extension",
                "schema",
                "relation",
                "column",
                "sequence",
                "constraint",
                "trigger",
                "policy",
                "routine",
                "type",
                "comment",
                "default privilege",
                "large object"
            })
    void restoresEvery(String aspect, LoadedSource loaded) {
        Set<String> source = facts(aspect, loaded.comparison().ofSource());
        Set<String> restored = facts(aspect, loaded.comparison().ofRestored());

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

    @Test
    void takesTypeAndVersionFromTheImage(LoadedSource loaded) {
        assertThat(loaded.image().imageType()).isEqualTo(loaded.instance().imageType());
        assertThat(loaded.image().postgresVersion()).isEqualTo(loaded.instance().postgresVersion());
        assertThat(loaded.copy().imageType()).isEqualTo(loaded.image().imageType());
        assertThat(loaded.copy().postgresVersion()).isEqualTo(loaded.image().postgresVersion());
        assertThat(loaded.copy().sourceImageId()).isEqualTo(loaded.image().id());
    }

    private static Set<String> facts(String aspect, Stream<Contents> contents) {
        return contents.flatMap(each -> each.facts().getOrDefault(aspect, new TreeSet<>()).stream())
                .collect(Collectors.toSet());
    }
}
