package io.toygres.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.toygres.local.platform.LocalKafka;
import io.toygres.local.platform.PrivateCa;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** At a broker that speaks TLS and asks for passwords. */
class BrokerLoginIT {

    private static final String PASSWORD = "open sesame";

    private static Path folder;
    private static PrivateCa ca;
    private static PrivateCa strangers;
    private static LocalKafka kafka;

    @BeforeAll
    static void start(@TempDir Path temporary) {
        folder = temporary;
        ca = PrivateCa.in(folder.resolve("ca"));
        strangers = PrivateCa.in(folder.resolve("strangers"));
        kafka = LocalKafka.throwaway(ca.issue("kafka", List.of("127.0.0.1")));
        kafka.letIn("image-service", PASSWORD);
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void isLetInBySCRAMAndByPLAIN() throws InterruptedException {
        assertThat(new BrokerLogin(scram(PASSWORD, ca.certificate())).ask()).isEmpty();
        assertThat(new BrokerLogin(plain(kafka.plainPassword())).ask()).isEmpty();
    }

    @Test
    void saysWhyItIsNotLetIn() throws InterruptedException {
        assertRefused(scram("wrong", ca.certificate()), "invalid credentials", "SCRAM-SHA-512");
        assertRefused(plain("wrong"), "Invalid username or password");
        assertRefused(scram(PASSWORD, strangers.certificate()), "trust anchors");
        assertRefused(scram(PASSWORD, folder.resolve("nowhere.pem")), "nowhere.pem");
        Map<String, Object> elsewhere = scram(PASSWORD, ca.certificate());
        elsewhere.put("bootstrap.servers", kafka.secureServers().replace("127.0.0.1", "localhost"));
        assertRefused(elsewhere, "localhost");
    }

    @Test
    void saysNothingOfABrokerThatIsAway() throws InterruptedException {
        Map<String, Object> away = scram(PASSWORD, ca.certificate());
        away.put("bootstrap.servers", "127.0.0.1:1");

        assertThat(new BrokerLogin(away).ask()).isEmpty();
    }

    /** Kafka's idempotent producer would fail for ever after. */
    @Test
    void aProducerThatWasRefusedSendsOnceTheReasonIsGone() throws Exception {
        Path trusted = folder.resolve("trusted.pem");
        Files.copy(strangers.certificate(), trusted);
        kafka.letIn("late", "not yet " + PASSWORD);
        try (var producer = new BrokerProducer<>(scram("late", PASSWORD, trusted), new StringSerializer())) {
            assertFails(producer);
            Files.copy(ca.certificate(), trusted, StandardCopyOption.REPLACE_EXISTING);
            assertFails(producer);
            kafka.letIn("late", PASSWORD);

            producer.get().send(record()).get();
        }
    }

    private static void assertFails(BrokerProducer<String> producer) {
        assertThatThrownBy(() -> producer.get().send(record()).get())
                .isInstanceOfSatisfying(ExecutionException.class, failure -> {
                    assertThat(BrokerLogin.isRefusal(failure)).isTrue();
                    producer.failed(failure);
                });
    }

    private static ProducerRecord<String, byte[]> record() {
        return new ProducerRecord<>("toygres.image.events", "key", new byte[] {1});
    }

    private static void assertRefused(Map<String, Object> broker, String... reasons) throws InterruptedException {
        var login = new BrokerLogin(broker);
        assertThat(login.ask().orElseThrow()).contains(reasons).doesNotContain(PASSWORD);
        assertThat(login.refusal()).isPresent();
    }

    private static Map<String, Object> scram(String password, Path trusted) {
        return scram("image-service", password, trusted);
    }

    private static Map<String, Object> scram(String user, String password, Path trusted) {
        return settings("SCRAM-SHA-512", "scram.ScramLoginModule", user, password, trusted);
    }

    /** As Azure Event Hubs has it. */
    private static Map<String, Object> plain(String password) {
        return settings("PLAIN", "plain.PlainLoginModule", LocalKafka.PLAIN_USER, password, ca.certificate());
    }

    private static Map<String, Object> settings(
            String mechanism, String module, String user, String password, Path trusted) {
        Map<String, Object> broker = new HashMap<>();
        broker.put("bootstrap.servers", kafka.secureServers());
        broker.put("security.protocol", "SASL_SSL");
        broker.put("sasl.mechanism", mechanism);
        broker.put(
                "sasl.jaas.config",
                "org.apache.kafka.common.security.%s required username=\"%s\" password=\"%s\";"
                        .formatted(module, user, password));
        broker.put("ssl.truststore.type", "PEM");
        broker.put("ssl.truststore.location", trusted.toString());
        return broker;
    }
}
