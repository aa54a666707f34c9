package io.toygres.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.toygres.api.access.AccessConfig;
import io.toygres.api.audit.AuditConfig;
import io.toygres.api.command.IdempotencyConfig;
import io.toygres.api.event.EventConfig;
import io.toygres.api.image.ImageDeletionConfig;
import io.toygres.api.key.KeyConfig;
import io.toygres.api.login.SessionConfig;
import io.toygres.api.oidc.OidcConfig;
import io.toygres.api.operation.ResendConfig;
import io.toygres.api.reconciliation.ReconciliationConfig;
import io.toygres.api.reconciliation.ReconciliationConfig.Mode;
import io.toygres.api.user.AdminConfig;
import io.toygres.api.webhook.WebhookConfig;
import io.toygres.api.webhook.connection.ConnectionConfig;
import io.toygres.api.webhook.delivery.DeliveryConfig;
import io.toygres.api.worker.WorkersConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Pins names and defaults: deployments rely on both. */
class ConfigTest {

    @Test
    void defaults() {
        SmallRyeConfig config = config(Map.of());

        assertThat(config.getConfigMapping(AdminConfig.class).username()).isEqualTo("admin");
        assertThat(config.getConfigMapping(AdminConfig.class).passwordFile()).isEmpty();
        assertThat(config.getConfigMapping(AdminConfig.class).recover()).isFalse();
        assertThat(config.getConfigMapping(AccessConfig.class).cachedFor()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.getConfigMapping(AuditConfig.class).keep()).isEqualTo(Duration.ofDays(400));
        assertThat(config.getConfigMapping(AuditConfig.class).purgeEvery()).isEqualTo("24h");
        ResendConfig resend = config.getConfigMapping(ResendConfig.class);
        assertThat(resend.after()).isEqualTo(Duration.ofMinutes(2));
        assertThat(resend.every()).isEqualTo("15s");
        assertThat(resend.batch()).isEqualTo(500);
        IdempotencyConfig idempotency = config.getConfigMapping(IdempotencyConfig.class);
        assertThat(idempotency.keep()).isEqualTo(Duration.ofHours(24));
        assertThat(idempotency.purgeEvery()).isEqualTo("1h");
        SessionConfig sessions = config.getConfigMapping(SessionConfig.class);
        assertThat(sessions.idle()).isEqualTo(Duration.ofHours(2));
        assertThat(sessions.longest()).isEqualTo(Duration.ofHours(24));
        assertThat(sessions.purgeEvery()).isEqualTo("1h");
        EventConfig events = config.getConfigMapping(EventConfig.class);
        assertThat(events.listeners()).isEqualTo(2_000);
        assertThat(events.poll()).isEqualTo(Duration.ofMillis(250));
        assertThat(events.heartbeat()).isEqualTo(Duration.ofSeconds(15));
        assertThat(events.longest()).isEqualTo(Duration.ofMinutes(15));
        assertThat(events.keep()).isEqualTo(Duration.ofDays(7));
        assertThat(events.purgeEvery()).isEqualTo("1h");
        WorkersConfig workers = config.getConfigMapping(WorkersConfig.class);
        assertThat(workers.imageUrl()).isEqualTo(URI.create("http://127.0.0.1:8081"));
        assertThat(workers.provisionerUrl()).isEqualTo(URI.create("http://127.0.0.1:8082"));
        assertThat(workers.timeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(workers.caFile()).isEmpty();
        ReconciliationConfig reconciliation = config.getConfigMapping(ReconciliationConfig.class);
        assertThat(reconciliation.mode()).isEqualTo(Mode.REPORT);
        assertThat(reconciliation.every()).isEqualTo("10m");
        assertThat(reconciliation.firstAfter()).isEqualTo(Duration.ofMinutes(1));
        assertThat(reconciliation.grace()).isEqualTo(Duration.ofHours(24));
        assertThat(reconciliation.settled()).isEqualTo(Duration.ofMinutes(5));
        assertThat(reconciliation.timeout()).isEqualTo(Duration.ofMinutes(2));
        assertThat(reconciliation.batch()).isEqualTo(10);
        ImageDeletionConfig deletion = config.getConfigMapping(ImageDeletionConfig.class);
        assertThat(deletion.grace()).isEqualTo(Duration.ofDays(7));
        assertThat(deletion.purgeEvery()).isEqualTo("1m");
        assertThat(deletion.batch()).isEqualTo(100);
        KeyConfig keys = config.getConfigMapping(KeyConfig.class);
        assertThat(keys.every()).isEqualTo("5s");
        assertThat(keys.batch()).isEqualTo(100);
        OidcConfig oidc = config.getConfigMapping(OidcConfig.class);
        assertThat(oidc.issuer()).isEmpty();
        assertThat(oidc.audience()).isEmpty();
        assertThat(oidc.jwksUrl()).isEmpty();
        assertThat(oidc.clockSkew()).isEqualTo(Duration.ofMinutes(1));
        assertThat(oidc.keysCachedFor()).isEqualTo(Duration.ofHours(1));
        assertThat(oidc.timeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(oidc.subjectClaim()).isEqualTo("sub");
        assertThat(oidc.grantClaims()).containsExactly("roles", "groups");
        assertThat(oidc.grants()).isEmpty();
        WebhookConfig webhooks = config.getConfigMapping(WebhookConfig.class);
        ConnectionConfig connections = config.getConfigMapping(ConnectionConfig.class);
        DeliveryConfig deliveries = config.getConfigMapping(DeliveryConfig.class);
        assertThat(connections.allowHttp()).isFalse();
        assertThat(connections.allowedCidrs()).isEmpty();
        assertThat(connections.ports()).containsExactly("443");
        assertThat(connections.authoritiesFile()).isEmpty();
        assertThat(connections.timeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(deliveries.concurrency()).isEqualTo(32);
        assertThat(webhooks.perProject()).isEqualTo(20);
        assertThat(deliveries.poll()).isEqualTo(Duration.ofMillis(500));
        assertThat(deliveries.firstRetry()).isEqualTo(Duration.ofSeconds(5));
        assertThat(deliveries.longestRetry()).isEqualTo(Duration.ofHours(1));
        assertThat(deliveries.giveUpAfter()).isEqualTo(Duration.ofHours(24));
        assertThat(webhooks.oldSecretFor()).isEqualTo(Duration.ofHours(24));
        assertThat(deliveries.keep()).isEqualTo(Duration.ofDays(7));
        assertThat(deliveries.purgeEvery()).isEqualTo("1h");
    }

    @Test
    void names() {
        SmallRyeConfig config = config(Map.ofEntries(
                Map.entry("toygres.admin.username", "root"),
                Map.entry("toygres.admin.password-file", "/secret/password"),
                Map.entry("toygres.admin.recover", "true"),
                Map.entry("toygres.access.cached-for", "2s"),
                Map.entry("toygres.audit.keep", "100d"),
                Map.entry("toygres.audit.purge-every", "off"),
                Map.entry("toygres.resend.after", "3m"),
                Map.entry("toygres.resend.every", "off"),
                Map.entry("toygres.resend.batch", "7"),
                Map.entry("toygres.idempotency.keep", "1h"),
                Map.entry("toygres.idempotency.purge-every", "2h"),
                Map.entry("toygres.sessions.idle", "10m"),
                Map.entry("toygres.sessions.longest", "3h"),
                Map.entry("toygres.sessions.purge-every", "off"),
                Map.entry("toygres.events.listeners", "9"),
                Map.entry("toygres.events.poll", "1s"),
                Map.entry("toygres.events.heartbeat", "2s"),
                Map.entry("toygres.events.longest", "4m"),
                Map.entry("toygres.events.keep", "2D"),
                Map.entry("toygres.events.purge-every", "off"),
                Map.entry("toygres.workers.image-url", "http://image"),
                Map.entry("toygres.workers.provisioner-url", "http://provisioner"),
                Map.entry("toygres.workers.timeout", "1s"),
                Map.entry("toygres.workers.ca-file", "/ca.pem"),
                Map.entry("toygres.oidc.issuer", "https://issuer"),
                Map.entry("toygres.oidc.audience", "api://toygres"),
                Map.entry("toygres.oidc.jwks-url", "https://issuer/keys"),
                Map.entry("toygres.oidc.clock-skew", "2s"),
                Map.entry("toygres.oidc.keys-cached-for", "2m"),
                Map.entry("toygres.oidc.timeout", "1s"),
                Map.entry("toygres.oidc.subject-claim", "oid"),
                Map.entry("toygres.oidc.grant-claims", "wids"),
                Map.entry("toygres.oidc.grants", "a=admin,b=project:c"),
                Map.entry("toygres.image-deletion.grace", "0s"),
                Map.entry("toygres.image-deletion.purge-every", "off"),
                Map.entry("toygres.image-deletion.batch", "8"),
                Map.entry("toygres.webhooks.allow-http", "true"),
                Map.entry("toygres.webhooks.allowed-cidrs", "10.0.0.0/8,fd00::/8"),
                Map.entry("toygres.webhooks.ports", "443,8000-8999"),
                Map.entry("toygres.webhooks.authorities-file", "/authorities.pem"),
                Map.entry("toygres.webhooks.timeout", "2s"),
                Map.entry("toygres.webhooks.concurrency", "3"),
                Map.entry("toygres.webhooks.per-project", "4"),
                Map.entry("toygres.webhooks.poll", "5s"),
                Map.entry("toygres.webhooks.first-retry", "6s"),
                Map.entry("toygres.webhooks.longest-retry", "7m"),
                Map.entry("toygres.webhooks.give-up-after", "8h"),
                Map.entry("toygres.webhooks.old-secret-for", "9h"),
                Map.entry("toygres.webhooks.keep", "10d"),
                Map.entry("toygres.webhooks.purge-every", "off"),
                Map.entry("toygres.keys.every", "off"),
                Map.entry("toygres.keys.batch", "12"),
                Map.entry("toygres.reconciliation.mode", "remove"),
                Map.entry("toygres.reconciliation.every", "off"),
                Map.entry("toygres.reconciliation.first-after", "2m"),
                Map.entry("toygres.reconciliation.grace", "36h"),
                Map.entry("toygres.reconciliation.settled", "6m"),
                Map.entry("toygres.reconciliation.timeout", "3m"),
                Map.entry("toygres.reconciliation.batch", "11")));

        assertThat(config.getConfigMapping(AdminConfig.class).username()).isEqualTo("root");
        assertThat(config.getConfigMapping(AdminConfig.class).passwordFile()).contains(Path.of("/secret/password"));
        assertThat(config.getConfigMapping(AdminConfig.class).recover()).isTrue();
        assertThat(config.getConfigMapping(AccessConfig.class).cachedFor()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.getConfigMapping(AuditConfig.class).keep()).isEqualTo(Duration.ofDays(100));
        assertThat(config.getConfigMapping(AuditConfig.class).purgeEvery()).isEqualTo("off");
        ResendConfig resend = config.getConfigMapping(ResendConfig.class);
        assertThat(resend.after()).isEqualTo(Duration.ofMinutes(3));
        assertThat(resend.every()).isEqualTo("off");
        assertThat(resend.batch()).isEqualTo(7);
        IdempotencyConfig idempotency = config.getConfigMapping(IdempotencyConfig.class);
        assertThat(idempotency.keep()).isEqualTo(Duration.ofHours(1));
        assertThat(idempotency.purgeEvery()).isEqualTo("2h");
        SessionConfig sessions = config.getConfigMapping(SessionConfig.class);
        assertThat(sessions.idle()).isEqualTo(Duration.ofMinutes(10));
        assertThat(sessions.longest()).isEqualTo(Duration.ofHours(3));
        assertThat(sessions.purgeEvery()).isEqualTo("off");
        EventConfig events = config.getConfigMapping(EventConfig.class);
        assertThat(events.listeners()).isEqualTo(9);
        assertThat(events.poll()).isEqualTo(Duration.ofSeconds(1));
        assertThat(events.heartbeat()).isEqualTo(Duration.ofSeconds(2));
        assertThat(events.longest()).isEqualTo(Duration.ofMinutes(4));
        assertThat(events.keep()).isEqualTo(Duration.ofDays(2));
        assertThat(events.purgeEvery()).isEqualTo("off");
        WorkersConfig workers = config.getConfigMapping(WorkersConfig.class);
        assertThat(workers.imageUrl()).isEqualTo(URI.create("http://image"));
        assertThat(workers.provisionerUrl()).isEqualTo(URI.create("http://provisioner"));
        assertThat(workers.timeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(workers.caFile()).contains(Path.of("/ca.pem"));
        ReconciliationConfig reconciliation = config.getConfigMapping(ReconciliationConfig.class);
        assertThat(reconciliation.mode()).isEqualTo(Mode.REMOVE);
        assertThat(reconciliation.every()).isEqualTo("off");
        assertThat(reconciliation.firstAfter()).isEqualTo(Duration.ofMinutes(2));
        assertThat(reconciliation.grace()).isEqualTo(Duration.ofHours(36));
        assertThat(reconciliation.settled()).isEqualTo(Duration.ofMinutes(6));
        assertThat(reconciliation.timeout()).isEqualTo(Duration.ofMinutes(3));
        assertThat(reconciliation.batch()).isEqualTo(11);
        ImageDeletionConfig deletion = config.getConfigMapping(ImageDeletionConfig.class);
        assertThat(deletion.grace()).isZero();
        assertThat(deletion.purgeEvery()).isEqualTo("off");
        assertThat(deletion.batch()).isEqualTo(8);
        KeyConfig keys = config.getConfigMapping(KeyConfig.class);
        assertThat(keys.every()).isEqualTo("off");
        assertThat(keys.batch()).isEqualTo(12);
        OidcConfig oidc = config.getConfigMapping(OidcConfig.class);
        assertThat(oidc.issuer()).contains("https://issuer");
        assertThat(oidc.audience()).contains("api://toygres");
        assertThat(oidc.jwksUrl()).contains(URI.create("https://issuer/keys"));
        assertThat(oidc.clockSkew()).isEqualTo(Duration.ofSeconds(2));
        assertThat(oidc.keysCachedFor()).isEqualTo(Duration.ofMinutes(2));
        assertThat(oidc.timeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(oidc.subjectClaim()).isEqualTo("oid");
        assertThat(oidc.grantClaims()).containsExactly("wids");
        assertThat(oidc.grants()).contains(List.of("a=admin", "b=project:c"));
        WebhookConfig webhooks = config.getConfigMapping(WebhookConfig.class);
        ConnectionConfig connections = config.getConfigMapping(ConnectionConfig.class);
        DeliveryConfig deliveries = config.getConfigMapping(DeliveryConfig.class);
        assertThat(connections.allowHttp()).isTrue();
        assertThat(connections.allowedCidrs()).contains(List.of("10.0.0.0/8", "fd00::/8"));
        assertThat(connections.ports()).containsExactly("443", "8000-8999");
        assertThat(connections.authoritiesFile()).contains(Path.of("/authorities.pem"));
        assertThat(connections.timeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(deliveries.concurrency()).isEqualTo(3);
        assertThat(webhooks.perProject()).isEqualTo(4);
        assertThat(deliveries.poll()).isEqualTo(Duration.ofSeconds(5));
        assertThat(deliveries.firstRetry()).isEqualTo(Duration.ofSeconds(6));
        assertThat(deliveries.longestRetry()).isEqualTo(Duration.ofMinutes(7));
        assertThat(deliveries.giveUpAfter()).isEqualTo(Duration.ofHours(8));
        assertThat(webhooks.oldSecretFor()).isEqualTo(Duration.ofHours(9));
        assertThat(deliveries.keep()).isEqualTo(Duration.ofDays(10));
        assertThat(deliveries.purgeEvery()).isEqualTo("off");
    }

    private static SmallRyeConfig config(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .addDiscoveredConverters()
                .withConverter(Duration.class, 200, DurationConverter::parseDuration)
                .withMapping(AdminConfig.class)
                .withMapping(AccessConfig.class)
                .withMapping(AuditConfig.class)
                .withMapping(ResendConfig.class)
                .withMapping(IdempotencyConfig.class)
                .withMapping(SessionConfig.class)
                .withMapping(EventConfig.class)
                .withMapping(WorkersConfig.class)
                .withMapping(ReconciliationConfig.class)
                .withMapping(ImageDeletionConfig.class)
                .withMapping(KeyConfig.class)
                .withMapping(OidcConfig.class)
                .withMapping(WebhookConfig.class)
                .withMapping(ConnectionConfig.class)
                .withMapping(DeliveryConfig.class)
                .build();
    }
}
