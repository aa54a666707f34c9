package io.toygres.api.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.toygres.api.problem.ProblemException;
import io.toygres.local.process.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderKeysTest {

    private static final Duration A_WHILE = Duration.ofSeconds(11);

    private final String issuer = "http://127.0.0.1:" + Ports.free() + "/tenant/";
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-05T08:00:00Z"));
    private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
    private final ProviderKeys keys =
            new ProviderKeys(new ProviderDocuments(issuer, config()), Duration.ofHours(1), clock);

    @Test
    void comesUpWithoutTheProviderAndFindsItLater() throws IOException, JoseException {
        assertThatThrownBy(() -> keys.find("k1")).isInstanceOf(ProblemException.class);

        try (Provider provider = provider(Provider.newKey("k1"))) {
            now.updateAndGet(time -> time.plus(A_WHILE));
            assertThat(keys.find("k1")).isPresent();
            assertThat(provider.timesAsked()).isEqualTo(1);
        }
    }

    @Test
    void keepsWhatItKnowsWhileTheProviderIsAway() throws IOException, JoseException {
        try (Provider _ = provider(Provider.newKey("k1"))) {
            assertThat(keys.find("k1")).isPresent();
        }
        now.updateAndGet(time -> time.plus(Duration.ofHours(2)));

        assertThat(keys.find("k1")).isPresent();
        assertThatThrownBy(() -> keys.find("k2")).isInstanceOf(ProblemException.class);
    }

    @Test
    @Timeout(20) // a third less than the provider has
    void nobodyWaitsForAProviderThatNeverAnswers() throws IOException, JoseException {
        try (Provider _ = provider(Provider.newKey("k1"))) {
            assertThat(keys.find("k1")).isPresent();
        }
        now.updateAndGet(time -> time.plus(Duration.ofHours(2)));
        try (ServerSocket silent =
                new ServerSocket(URI.create(issuer).getPort(), 50, InetAddress.getLoopbackAddress())) {
            assertThat(keys.find("k1")).isPresent();
            try (Socket _ = silent.accept()) {
                assertThat(keys.find("k1")).isPresent();
                assertThatThrownBy(() -> keys.find("k2")).hasMessageContaining("being read");
            }
        }
    }

    @Test
    void keysThatWereNotReadForADayCountNoMore() throws IOException, JoseException {
        try (Provider _ = provider(Provider.newKey("k1"))) {
            assertThat(keys.find("k1")).isPresent();
        }
        now.updateAndGet(time -> time.plus(Duration.ofHours(26)));

        assertThatThrownBy(() -> keys.find("k1")).isInstanceOf(ProblemException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{\"keys\": 7}", "{\"keys\": [7]}"})
    void aMalformedDocumentIsNoAnswer(String text) throws IOException {
        try (Provider provider = new Provider(issuer)) {
            provider.publishesText(text);

            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> keys.find("k1")).isInstanceOf(ProblemException.class);
            }
            assertThat(provider.timesAsked()).isEqualTo(1);
        }
    }

    @Test
    void findsANewKeyAtOnceAndForgetsOneThatWasWithdrawn() throws IOException, JoseException {
        RsaJsonWebKey second = Provider.newKey("k2");
        try (Provider provider = provider(Provider.newKey("k1"))) {
            assertThat(keys.find("k1")).isPresent();
            provider.publishes(second);
            now.updateAndGet(time -> time.plus(A_WHILE));

            assertThat(keys.find("k2")).contains(second.getPublicKey());
            assertThat(keys.find("k1")).isEmpty();
        }
    }

    @Test
    void asksForUnknownKeysNowAndThenOnly() throws IOException, JoseException {
        try (Provider provider = provider(Provider.newKey("k1"))) {
            for (int i = 0; i < 100; i++) {
                assertThat(keys.find("invented-" + i)).isEmpty();
            }
            assertThat(provider.timesAsked()).isEqualTo(1);
        }
    }

    @Test
    void refusesADocumentOfAnotherIssuer() throws IOException {
        try (Provider _ = new Provider(issuer.replace("/tenant/", "/tenant"))) {
            assertThatThrownBy(() -> keys.find("k1")).isInstanceOf(ProblemException.class);
        }
    }

    @Test
    void refusesAnAddressOfAnotherMachineWithoutTls() {
        ProviderDocuments elsewhere = new ProviderDocuments("http://login.example.org/tenant", config());

        assertThatThrownBy(elsewhere::keys).isInstanceOf(IOException.class).hasMessageContaining("is not HTTPS");
    }

    private Provider provider(RsaJsonWebKey key) throws IOException {
        Provider provider = new Provider(issuer);
        provider.publishes(key);
        return provider;
    }

    @ParameterizedTest
    @ValueSource(strings = {"audience", "grants"})
    void anIssuerNeedsAnAudienceAndGrants(String missing) {
        Map<String, String> settings = new HashMap<>(
                Map.of("toygres.oidc.issuer", issuer, "toygres.oidc.audience", "a", "toygres.oidc.grants", "a=admin"));
        settings.remove("toygres.oidc." + missing);

        assertThatThrownBy(() -> new AccessTokens(config(settings), clock))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("TOYGRES_OIDC_" + missing.toUpperCase(Locale.ROOT));
    }

    private static OidcConfig config() {
        return config(Map.of("toygres.oidc.timeout", "30s"));
    }

    private static OidcConfig config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .addDiscoveredConverters()
                .withConverter(Duration.class, 200, DurationConverter::parseDuration)
                .withMapping(OidcConfig.class)
                .build()
                .getConfigMapping(OidcConfig.class);
    }
}
