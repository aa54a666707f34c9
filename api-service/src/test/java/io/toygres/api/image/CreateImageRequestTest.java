package io.toygres.api.image;

import static io.toygres.api.testing.Requests.wrongFields;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.toygres.api.problem.Problem;
import io.toygres.api.problem.ProblemException;
import io.toygres.contract.ImageKind;
import io.toygres.messaging.Json;
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
        assertThat(wrongFields(request(name, null, null))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "-a", "a/b", "a b", "ä", "a\n"})
    void refusesOtherNames(String name) {
        assertThat(wrongFields(request(name, null, null))).containsExactly("name");
    }

    @Test
    void aNameHasAtMost63Characters() {
        assertThat(wrongFields(request("x".repeat(63), null, null))).isEmpty();
        assertThat(wrongFields(request("x".repeat(64), null, null))).containsExactly("name");
    }

    @Test
    void aDescriptionIsTextOfAtMost1000Characters() {
        assertThat(wrongFields(request("a", "line\n\tline ".repeat(50), null))).isEmpty();
        assertThat(wrongFields(request("a", "x".repeat(1001), null))).containsExactly("description");
        assertThat(wrongFields(request("a", "\0", null))).containsExactly("description");
    }

    @Test
    void databasesHaveAnyNameThatPostgresTakes() {
        assertThat(wrongFields(request("a", null, List.of("Or\"ders 'x' ", "ä".repeat(31)))))
                .isEmpty();
    }

    @Test
    void eachWrongDatabaseIsNamedByItsPlace() {
        List<@Nullable String> databases = Arrays.asList("ok", "", "ok", null, "ä".repeat(32), "a\0");

        assertThat(wrongFields(request("a", null, databases)))
                .containsExactly("databases[1]", "databases[2]", "databases[3]", "databases[4]", "databases[5]");
    }

    @Test
    void aPhysicalImageHasEveryDatabaseAndNoHashes() {
        assertThat(physical(null, null).possible().imageKind()).isEqualTo(ImageKind.PHYSICAL);
        assertThat(refusal(physical(List.of("orders"), null)).field()).isEqualTo("databases");
        assertThat(refusal(physical(List.of(), "contents")).field()).isEqualTo("compare");
        assertThat(refusal(physical(List.of(), "contents")).code()).isEqualTo("NOT_OF_PHYSICAL_IMAGES");
    }

    private static CreateImageRequest physical(@Nullable List<@Nullable String> databases, @Nullable String compare) {
        return new CreateImageRequest("a", UUID.randomUUID(), null, "physical", databases, compare, null, null);
    }

    private static Problem refusal(CreateImageRequest request) {
        assertThat(wrongFields(request)).isEmpty();
        return catchThrowableOfType(ProblemException.class, request::possible).problem();
    }

    @Test
    void otherKindsDoNotExist() {
        assertThat(wrongFields(new CreateImageRequest("a", UUID.randomUUID(), null, "magic", null, null, null, null)))
                .containsExactly("kind");
    }

    @Test
    void otherComparisonsDoNotExist() {
        assertThat(wrongFields(new CreateImageRequest("a", UUID.randomUUID(), null, null, null, "pages", null, null)))
                .containsExactly("compare");
    }

    @Test
    void theInstanceIsRequired() {
        assertThat(wrongFields(new CreateImageRequest("a", null, null, null, null, null, null, null)))
                .containsExactly("instance_id");
    }

    /** Repetitions are known by a hash of this: a property that is new is not written unless the client sends it. */
    @Test
    void whatRepetitionsAreKnownByStaysAsItWas() throws JsonProcessingException {
        UUID instance = UUID.fromString("3f2b8c1e-5d7a-4c9b-8e21-7a6d5c4b3a29");
        var request = new CreateImageRequest("a", instance, null, null, null, null, null, null);

        assertThat(Json.mapper().writeValueAsString(request)).isEqualTo("""
                {"name":"a","instance_id":"3f2b8c1e-5d7a-4c9b-8e21-7a6d5c4b3a29","description":null,"kind":null,\
                "databases":null,"compare":null,"labels":null}""");
    }

    private static CreateImageRequest request(
            String name, @Nullable String description, @Nullable List<@Nullable String> databases) {
        return new CreateImageRequest(name, UUID.randomUUID(), description, "logical", databases, null, null, null);
    }
}
