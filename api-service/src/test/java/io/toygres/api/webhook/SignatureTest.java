package io.toygres.api.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.secret.Secret;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignatureTest {

    /** Of the tests of the Standard Webhooks libraries. */
    private static final Secret SECRET = new Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

    private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    @Test
    void isThatOfTheSpecification() {
        assertThat(of(List.of(SECRET), "{\"test\": 2432232314}")).isEqualTo(SIGNATURE);
    }

    @Test
    void ofTwoSecretsThereAreTwoTheNewerFirst() {
        String both = of(List.of(new Secret("whsec_" + "A".repeat(32)), SECRET), "{\"test\": 2432232314}");

        assertThat(both).startsWith("v1,").endsWith(" " + SIGNATURE).doesNotStartWith(SIGNATURE);
    }

    @Test
    void anotherBodyHasAnotherOne() {
        assertThat(of(List.of(SECRET), "{\"test\": 2432232315}")).isNotEqualTo(SIGNATURE);
    }

    private static String of(List<Secret> secrets, String body) {
        return Signature.of(secrets, "msg_p5jXN8AQM9LWM0D4loKWxJek", Instant.ofEpochSecond(1614265330), body);
    }
}
