package io.toygres.api.oidc;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.jose4j.jws.AlgorithmIdentifiers.HMAC_SHA256;
import static org.jose4j.jws.AlgorithmIdentifiers.NONE;
import static org.jose4j.jws.AlgorithmIdentifiers.RSA_USING_SHA256;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.toygres.api.event.EventClient;
import io.toygres.api.testing.Api;
import io.toygres.api.testing.ApiSystem;
import io.toygres.api.testing.DocumentedAnswers;
import io.toygres.api.testing.TestClock;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ApiSystem.class)
@TestProfile(WithProvider.class)
class AccessTokensIT {

    @Inject
    OidcConfig config;

    @Inject
    TestClock clock;

    private RsaJsonWebKey key;
    private Provider provider;

    /** Each test has a key of its own, which the service does not know yet and may ask for. */
    @BeforeEach
    void start() throws IOException, JoseException {
        key = Provider.newKey("key-" + System.nanoTime());
        provider = new Provider(config.issuer().orElseThrow());
        provider.publishes(key);
        clock.advance(Duration.ofSeconds(11));
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void rolesAndGroupsSayWhatOneMay() {
        assertThat(me(token()).jsonPath().getString("name")).isEqualTo("oidc:3f0c-ada");
        assertThat(me(token()).jsonPath().getString("role")).isEqualTo("viewer");
        assertThat(me(token()).jsonPath().getList("projects")).isEmpty();

        Jwt operator = token().with("groups", List.of("5e1d", "77aa", "of no meaning here"));
        assertThat(me(operator).jsonPath().getString("role")).isEqualTo("operator");
        assertThat(me(operator).jsonPath().getList("projects")).isEqualTo(List.of("default", "payments"));

        Jwt admin = token().with("roles", "Toygres.Admin");
        assertThat(with(admin.signedBy(key)).get("/api/users").statusCode()).isEqualTo(200);
        Api.refused(with(token().signedBy(key)).get("/api/users"), 403, "FORBIDDEN", null);
        Api.refused(me(token().without("roles")), 403, "FORBIDDEN", null);
        Api.refused(me(token().with("roles", List.of("viewer"))), 403, "FORBIDDEN", null);
    }

    @Test
    void aTokenThatIsNotValidIsRefused() throws JoseException {
        RsaJsonWebKey another = Provider.newKey(key.getKeyId());
        Map<String, String> wrong = new LinkedHashMap<>();
        wrong.put("audience", token().with("aud", "api://another").signedBy(key));
        wrong.put("no audience", token().without("aud").signedBy(key));
        wrong.put("issuer", token().with("iss", "https://login.example.org/").signedBy(key));
        wrong.put("expired", token().expires(Duration.ofMinutes(-2)).signedBy(key));
        wrong.put("no end", token().without("exp").signedBy(key));
        wrong.put("not yet valid", token().validFrom(Duration.ofMinutes(2)).signedBy(key));
        wrong.put("alg none", token().signed(NONE, null, key.getKeyId()));
        wrong.put(
                "HS256 with the public key",
                token().signed(HMAC_SHA256, new HmacKey(key.getPublicKey().getEncoded()), key.getKeyId()));
        wrong.put("another key of that id", token().signedBy(another));
        wrong.put("no key id", token().signed(RSA_USING_SHA256, key.getPrivateKey(), null));
        wrong.put("unknown key id", token().signed(RSA_USING_SHA256, key.getPrivateKey(), "invented"));
        wrong.put("nobody", token().without("oid").signedBy(key));
        wrong.put("subject with a line end", token().with("oid", "a\nb").signedBy(key));
        wrong.put("ID token", token().with("nonce", "n-0S6").signedBy(key));
        wrong.put("ID token of a code", token().with("at_hash", "77QmUPtj").signedBy(key));
        wrong.put("no JSON", "YQ.YQ.YQ");
        String whole = token().signedBy(key);
        wrong.put("cut", whole.substring(0, whole.length() - 8));

        wrong.forEach((what, jwt) -> {
            Response answer = with(jwt).get("/api/me");
            assertThat(answer.statusCode()).as(what).isEqualTo(401);
            Api.refused(answer, 401, "UNAUTHENTICATED", null);
        });
        assertThat(me(token()).statusCode()).isEqualTo(200);
    }

    @Test
    void clocksMayBeAMinuteApart() {
        assertThat(me(token().expires(Duration.ofSeconds(-30))).statusCode()).isEqualTo(200);
        assertThat(me(token().validFrom(Duration.ofSeconds(30))).statusCode()).isEqualTo(200);
    }

    @Test
    void aKeyThatTheProviderHasReplacedCountsNoMore() throws JoseException {
        assertThat(me(token()).statusCode()).isEqualTo(200);
        RsaJsonWebKey next = Provider.newKey("next-" + System.nanoTime());
        provider.publishes(next);
        clock.advance(Duration.ofSeconds(11));

        assertThat(with(token().signedBy(next)).get("/api/me").statusCode()).isEqualTo(200);
        Api.refused(me(token()), 401, "UNAUTHENTICATED", null);
    }

    @Test
    void whileTheProviderIsAwayKnownKeysCountAndOthersCanNotBeToldOf() throws IOException {
        provider.close();
        Response away = me(token());
        Api.refused(away, 503, "IDENTITY_PROVIDER_UNAVAILABLE", null);
        assertThat(away.header("Retry-After")).isNotBlank();
        assertThat(Api.get("/api/me").statusCode()).isEqualTo(200);

        provider = new Provider(config.issuer().orElseThrow());
        provider.publishes(key);
        clock.advance(Duration.ofSeconds(11));
        assertThat(me(token()).statusCode()).isEqualTo(200);
        provider.close();
        assertThat(me(token()).statusCode()).isEqualTo(200);
    }

    @Test
    void theAuditLogHasItsSubject() {
        String jwt = token().with("roles", List.of("5e1d")).signedBy(key);
        Response created = with(jwt)
                .contentType(ContentType.JSON)
                .body(Api.instanceBody(Api.newName()))
                .post("/api/instances");
        assertThat(created.statusCode()).as(created.asString()).isEqualTo(202);

        List<Map<String, Object>> entries =
                Api.get("/api/audit?limit=20").jsonPath().getList("items.findAll { it.via == 'oidc' }");
        assertThat(entries).anySatisfy(entry -> assertThat(entry)
                .containsEntry("actor", "oidc:3f0c-ada")
                .containsEntry("action", "createInstance")
                .containsEntry("outcome", "done"));
        Api.refused(
                with(jwt)
                        .contentType(ContentType.JSON)
                        .body("{\"name\": \"mine\"}")
                        .post("/api/tokens"),
                403,
                "FORBIDDEN",
                null);
    }

    @Test
    void noOtherWayInComesWithIt() {
        Response answer = with(token().signedBy(key))
                .cookie("quarkus-redirect-location", "https://example.org/")
                .get("/api/me");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().hasHeaderWithName("Set-Cookie")).isFalse();

        Response nobody = given().get("/api/me");
        assertThat(nobody.statusCode()).isEqualTo(401);
        assertThat(nobody.headers().hasHeaderWithName("Set-Cookie")).isFalse();
        assertThat(given().auth()
                        .preemptive()
                        .basic("admin", ApiSystem.PASSWORD)
                        .get("/api/me")
                        .statusCode())
                .isEqualTo(401);
        assertThat(Api.get("/api/me").jsonPath().getString("name")).isEqualTo("admin");
    }

    /** From the moment on at which a request would be refused. */
    @Test
    void aStreamOfEventsEndsWithIt() throws IOException {
        String jwt = token().with("groups", "5e1d").signedBy(key);
        try (EventClient client = EventClient.as("Authorization: Bearer " + jwt)) {
            clock.advance(Duration.ofMinutes(10));
            String early = Api.newInstance(Api.newName()).getString("id");
            client.until(event -> event.mentions(early));

            clock.advance(config.clockSkew());

            String late = Api.newInstance(Api.newName()).getString("id");
            assertThat(client.rest()).doesNotContain(late);
        }
    }

    private Jwt token() {
        return new Jwt(config.issuer().orElseThrow(), clock);
    }

    private Response me(Jwt token) {
        return with(token.signedBy(key)).get("/api/me");
    }

    private static RequestSpecification with(String jwt) {
        return given().filter(new DocumentedAnswers()).header("Authorization", "Bearer " + jwt);
    }
}
