package io.toygres.api.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.toygres.api.problem.Problem;
import io.toygres.api.problem.Problem.FieldError;
import io.toygres.api.problem.ProblemException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CreateImageRequestTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "Orders_2026-01-31.v2", "0"})
    void takesSaneNames(String name) {
        assertThatCode(() -> request(name, null, null).checked()).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "-a", "a/b", "a b", "ä", "a\n"})
    void refusesOtherNames(String name) {
        assertThat(errors(request(name, null, null))).containsExactly("name");
    }

    @Test
    void aNameHasAtMost63Characters() {
        assertThatCode(() -> request("x".repeat(63), null, null).checked()).doesNotThrowAnyException();
        assertThat(errors(request("x".repeat(64), null, null))).containsExactly("name");
    }

    @Test
    void aDescriptionIsTextOfAtMost1000Characters() {
        assertThatCode(() -> request("a", "line\n\tline ".repeat(50), null).checked())
                .doesNotThrowAnyException();
        assertThat(errors(request("a", "x".repeat(1001), null))).containsExactly("description");
        assertThat(errors(request("a", "\0", null))).containsExactly("description");
    }

    @Test
    void databasesHaveAnyNameThatPostgresTakes() {
        assertThatCode(() -> request("a", null, List.of("Or\"ders 'x' ", "ä".repeat(31)))
                        .checked())
                .doesNotThrowAnyException();
    }

    @Test
    void eachWrongDatabaseIsNamedByItsPlace() {
        List<@Nullable String> databases = Arrays.asList("ok", "", "ok", null, "ä".repeat(32), "a\0");

        assertThat(errors(request("a", null, databases)))
                .containsExactly("databases[1]", "databases[2]", "databases[3]", "databases[4]", "databases[5]");
    }

    @Test
    void physicalImagesAreNotOfferedYet() {
        Problem problem = problem(new CreateImageRequest("a", UUID.randomUUID(), null, "physical", null));

        assertThat(problem.code()).isEqualTo("IMAGE_KIND_NOT_OFFERED");
        assertThat(problem.field()).isEqualTo("kind");
        assertThat(problem.status()).isEqualTo(422);
    }

    @Test
    void otherKindsDoNotExist() {
        assertThat(errors(new CreateImageRequest("a", UUID.randomUUID(), null, "magic", null)))
                .containsExactly("kind");
    }

    @Test
    void theInstanceIsRequired() {
        assertThat(errors(new CreateImageRequest("a", null, null, null, null))).containsExactly("instance_id");
    }

    private static CreateImageRequest request(
            String name, @Nullable String description, @Nullable List<@Nullable String> databases) {
        return new CreateImageRequest(name, UUID.randomUUID(), description, "logical", databases);
    }

    private static Problem problem(CreateImageRequest request) {
        return catchThrowableOfType(ProblemException.class, request::checked).problem();
    }

    private static List<String> errors(CreateImageRequest request) {
        return problem(request).errors().stream().map(FieldError::field).toList();
    }
}
