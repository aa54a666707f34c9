package io.toygres.api.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.toygres.database.DatabaseException;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.WebApplicationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemMapperTest {

    @Test
    void noExceptionsTextLeaves() {
        Problem problem = ProblemMapper.problem(new IllegalStateException("password=hunter2"));

        assertThat(problem.status()).isEqualTo(500);
        assertThat(problem.code()).isEqualTo("INTERNAL_ERROR");
        assertThat(problem.id()).isNotNull();
        assertThat(problem.toString()).doesNotContain("hunter2").contains("id " + problem.id());
    }

    @Test
    void aDatabaseThatIsAwayOrGoesAwayIsNoInternalError() {
        var broken = DatabaseException.outage("host db-7", null);

        assertThat(ProblemMapper.problem(broken).code()).isEqualTo("DATABASE_UNAVAILABLE");
        assertThat(ProblemMapper.problem(broken).toString()).doesNotContain("db-7");
    }

    @Test
    void theHttpLayersRefusalsKeepTheirStatus() {
        assertThat(ProblemMapper.problem(new NotSupportedException()).status()).isEqualTo(415);
        assertThat(ProblemMapper.problem(new WebApplicationException(413)).code())
                .isEqualTo("PAYLOAD_TOO_LARGE");
        assertThat(ProblemMapper.problem(new WebApplicationException(418)).code())
                .isEqualTo("BAD_REQUEST");
        assertThat(ProblemMapper.problem(new UnauthorizedException()).status()).isEqualTo(401);
        assertThat(ProblemMapper.problem(new AuthenticationFailedException()).status())
                .isEqualTo(401);
        assertThat(ProblemMapper.problem(new ForbiddenException()).status()).isEqualTo(403);
    }

    @ParameterizedTest
    @EnumSource(ProblemCode.class)
    void everyCodeSaysWhatToDo(ProblemCode code) {
        assertThat(code.status()).isBetween(400, 503);
        assertThat(code.title()).isNotBlank().doesNotEndWith(".");
        assertThat(code.remedy()).isNotBlank().endsWith(".");
        assertThat(code.type()).matches("urn:toygres:problem:[a-z-]+");
    }
}
