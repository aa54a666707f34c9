package io.toygres.api.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.toygres.api.access.Access;
import io.toygres.api.access.Role;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GrantsTest {

    private final Grants grants = new Grants(
            List.of("readers=viewer", "ops=operator", "ops=project:pay", "all=project:web", "https://x/a=b=admin"));

    @Test
    void theHighestRoleCounts() {
        assertThat(grants.role(List.of("readers", "ops", "unknown"))).contains(Role.OPERATOR);
        assertThat(grants.role(List.of("https://x/a=b"))).contains(Role.ADMIN);
        assertThat(grants.role(List.of("all", "Readers"))).isEmpty();
    }

    @Test
    void projectsAddUp() {
        assertThat(grants.access(Role.OPERATOR, List.of("ops", "all")).projects())
                .isEqualTo(Set.of("pay", "web"));
        assertThat(grants.access(Role.VIEWER, List.of("readers")).projects()).isEmpty();
        assertThat(grants.access(Role.ADMIN, List.of())).isEqualTo(Access.EVERYTHING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ops", "ops=root", "=admin", "ops=project:", "ops=project:Not-A-Name"})
    void oneOfAnotherFormStopsTheStart(String grant) {
        assertThatThrownBy(() -> new Grants(List.of(grant)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("toygres.oidc.grants")
                .hasMessageContaining(grant);
    }
}
