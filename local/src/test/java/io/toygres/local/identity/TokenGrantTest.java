package io.toygres.local.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TokenGrantTest {
    private static final String CLIENT = "11111111-1111-4111-8111-111111111111";
    private static final String SUBJECT = "system:serviceaccount:toygres-managed:toygres-backup";
    private static final FederatedIssuer CLUSTER = new FederatedIssuer("https://cluster.test");

    private final TokenGrant grant = new TokenGrant(
            "22222222-2222-4222-8222-222222222222",
            CLUSTER.asTrusted(),
            List.of(
                    FederatedCredential.ofServiceAccount(CLIENT, "toygres-managed", "toygres-backup"),
                    FederatedCredential.ofServiceAccount("another-client", "toygres-managed", "another")));

    @Test
    void believesTheClustersTokenOfAFederatedServiceAccount() {
        assertThat(grant.refusal(request(validAssertion()))).isEmpty();
    }

    @Test
    void refusesATokenOfAnotherServiceAccount() {
        assertThat(code(CLUSTER.token("system:serviceaccount:other:other", FederatedCredential.AUDIENCE, hour())))
                .contains(700213);
        assertThat(code(CLUSTER.token(
                        "system:serviceaccount:toygres-managed:another", FederatedCredential.AUDIENCE, hour())))
                .contains(700213);
    }

    @Test
    void refusesATokenForAnotherAudience() {
        assertThat(code(CLUSTER.token(SUBJECT, "https://kubernetes.default.svc", hour())))
                .contains(700212);
    }

    @Test
    void refusesATokenThatHasExpired() {
        assertThat(code(CLUSTER.token(SUBJECT, FederatedCredential.AUDIENCE, Duration.ofMinutes(-6))))
                .contains(700024);
    }

    @Test
    void refusesATokenOfAnotherCluster() {
        FederatedIssuer other = new FederatedIssuer("https://other.test");
        assertThat(code(other.token(SUBJECT, FederatedCredential.AUDIENCE, hour())))
                .contains(700211);
    }

    @Test
    void refusesATokenThatSomebodyElseSignedInTheClustersName() {
        FederatedIssuer forger = new FederatedIssuer("https://cluster.test");
        assertThat(code(forger.token(SUBJECT, FederatedCredential.AUDIENCE, hour())))
                .contains(700027);
    }

    @Test
    void refusesClaimsThatWereChangedAfterSigning() {
        String[] mine =
                CLUSTER.token(SUBJECT, "https://kubernetes.default.svc", hour()).split("\\.", -1);
        String[] claims = validAssertion().split("\\.", -1);
        assertThat(code(mine[0] + "." + claims[1] + "." + mine[2])).contains(700027);
    }

    @Test
    void refusesWhatIsNoToken() {
        assertThat(code("not a token")).contains(50027);
    }

    @Test
    void namesTheParameterThatIsMissing() {
        Map<String, String> request = request(validAssertion());
        request.remove("scope");
        assertThat(grant.refusal(request).map(EntraError::message).orElseThrow())
                .contains("'scope'");
    }

    @Test
    void refusesAnUnknownClient() {
        Map<String, String> request = request(validAssertion());
        request.put("client_id", "33333333-3333-4333-8333-333333333333");
        assertThat(grant.refusal(request).map(EntraError::code)).contains(700016);
    }

    private Optional<Integer> code(String assertion) {
        return grant.refusal(request(assertion)).map(EntraError::code);
    }

    private static String validAssertion() {
        return CLUSTER.token(SUBJECT, FederatedCredential.AUDIENCE, hour());
    }

    private static Duration hour() {
        return Duration.ofHours(1);
    }

    private static Map<String, String> request(String assertion) {
        return new HashMap<>(Map.of(
                "grant_type", "client_credentials",
                "client_id", CLIENT,
                "scope", "https://storage.azure.com/.default",
                "client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                "client_assertion", assertion));
    }
}
