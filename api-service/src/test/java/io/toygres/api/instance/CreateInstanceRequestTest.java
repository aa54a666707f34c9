package io.toygres.api.instance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.toygres.api.testing.Requests;
import io.toygres.messaging.Json;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CreateInstanceRequestTest {

    private static final String PASSWORD = "correct horse";

    @ParameterizedTest
    @ValueSource(strings = {"a", "a1", "a-b", "orders-test", "a123456789b123456789c123456789d123456789"})
    void takesDnsLabelsAsNames(String name) {
        assertThat(errors(named(name))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "A",
                "1a",
                "-a",
                "a-",
                "a.b",
                "a_b",
                "ä",
                "a b",
                "a\n",
                "a'; DROP TABLE instances; --",
                "a123456789b123456789c123456789d123456789e"
            })
    void refusesOtherNames(String name) {
        assertThat(errors(named(name))).containsExactly("name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"12345678", "pä$$ \\\"'`{}[]<>|&;:!?*~^%#@=+,./-_()🐘", "🐘🐘🐘🐘🐘🐘🐘🐘"})
    void takesEverySpecialCharacterInAPassword(String password) {
        assertThat(errors(request("a", password, null, null, null, null, null))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1234567", "🐘🐘🐘🐘", "1234567\0", "12345678\n", "1234567\ud83d"})
    void refusesPasswordsThatAreShortOrCannotBeTyped(String password) {
        assertThat(errors(request("a", password, null, null, null, null, null))).containsExactly("password");
    }

    @Test
    void aPasswordHasAtMost128Characters() {
        assertThat(errors(request("a", "🐘".repeat(128), null, null, null, null, null)))
                .isEmpty();
        assertThat(errors(request("a", "x".repeat(129), null, null, null, null, null)))
                .containsExactly("password");
    }

    @Test
    void saysAllThatIsWrongAtOnce() {
        assertThat(errors(request(null, null, "oracle", 0, null, "ab", null)))
                .containsExactly("name", "password", "image_type", "storage_size_gb", "dns_label");
    }

    @Test
    void aRestoreNeedsNoPasswordAndIgnoresTheType() {
        assertThat(errors(request("a", null, "oracle", null, null, null, UUID.randomUUID())))
                .isEmpty();
    }

    @Test
    void anInternalInstanceHasNoDnsLabel() {
        assertThat(errors(request("a", PASSWORD, null, null, true, "abc", null)))
                .containsExactly("dns_label");
    }

    @Test
    void takesBlocksOfAddressesThatMayConnect() {
        assertThat(errors(allowing(false, "203.0.113.0/24", "2001:db8::/32"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "203.0.113.7/24", "example.org", "${7*7}", "{max}/8"})
    void refusesWhatIsNoBlockOfAddresses(String block) {
        assertThat(errors(allowing(false, "203.0.113.0/24", block))).containsExactly("allowed_cidrs");
    }

    @Test
    void refusesANullAmongTheBlocks() {
        assertThat(errors(allowing(false, (String) null))).containsExactly("allowed_cidrs");
    }

    @Test
    void anInternalInstanceHasNoAddressToAllow() {
        assertThat(errors(allowing(true, "203.0.113.0/24"))).containsExactly("allowed_cidrs");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 16385})
    void storageHasBounds(int gigabytes) {
        assertThat(errors(request("a", PASSWORD, null, gigabytes, null, null, null)))
                .containsExactly("storage_size_gb");
    }

    @Test
    void neverPrintsThePassword() {
        assertThat(request("a", PASSWORD, null, null, null, null, null).toString())
                .doesNotContain(PASSWORD);
    }

    /** Repetitions are known by a hash of this: a property that is new is not written unless the client sends it. */
    @Test
    void whatRepetitionsAreKnownByStaysAsItWas() throws JsonProcessingException {
        assertThat(Json.mapper().writeValueAsString(named("a"))).isEqualTo("""
                {"name":"a","password":"correct horse","postgres_version":null,"image_type":null,"storage_size_gb":null,\
                "internal":null,"dns_label":null,"allowed_cidrs":null,"source_image_id":null,"tolerance":null,\
                "compare":null,"description":null,"labels":null,"project":null}""");
    }

    private static CreateInstanceRequest named(String name) {
        return request(name, PASSWORD, null, null, null, null, null);
    }

    private static CreateInstanceRequest allowing(boolean internal, @Nullable String... blocks) {
        return new CreateInstanceRequest(
                "a",
                PASSWORD,
                null,
                null,
                null,
                internal,
                null,
                Arrays.asList(blocks),
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private static CreateInstanceRequest request(
            @Nullable String name,
            @Nullable String password,
            @Nullable String type,
            @Nullable Integer storage,
            @Nullable Boolean internal,
            @Nullable String label,
            @Nullable UUID image) {
        return new CreateInstanceRequest(
                name, password, null, type, storage, internal, label, null, image, null, null, null, null, null, null);
    }

    private static List<String> errors(CreateInstanceRequest request) {
        Requests.refusal(request).ifPresent(problem -> {
            assertThat(problem.code()).isEqualTo("VALIDATION_FAILED");
            assertThat(problem.status()).isEqualTo(400);
            assertThat(problem.field()).isEqualTo(problem.errors().getFirst().field());
        });
        return Requests.wrongFields(request);
    }
}
