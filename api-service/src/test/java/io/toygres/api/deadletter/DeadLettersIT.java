package io.toygres.api.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.toygres.api.testing.Api;
import io.toygres.api.testing.ApiSystem;
import io.toygres.api.testing.FakeWorker;
import io.toygres.contract.Topic;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ApiSystem.class)
class DeadLettersIT {

    private static final String TOPIC = Topic.INSTANCE_EVENTS.topicName();

    @Inject
    FakeWorker worker;

    @Test
    void aDeadLetterIsListedShownAndSentAgain() {
        String key = UUID.randomUUID().toString();
        String poison = "not JSON " + key;
        worker.send(new ProducerRecord<>(TOPIC, key, poison.getBytes(UTF_8)));
        worker.deadLetter(poison);

        Map<String, Object> listed = withKey(key).getFirst();
        assertThat(listed.get("topic")).isEqualTo(TOPIC);
        assertThat(listed.get("reason")).isEqualTo("header ce_specversion is missing");
        String place = "/api/dead-letters/" + TOPIC + "/" + listed.get("partition") + "/" + listed.get("offset");
        JsonPath shown = Api.get(place).jsonPath();
        assertThat(shown.getString("body")).isEqualTo(poison);
        assertThat(shown.getList("headers")).isEmpty();

        assertThat(Api.post(place + "/replay", "").statusCode()).isEqualTo(200);

        FakeWorker.await(() -> Optional.of(withKey(key)).filter(found -> found.size() == 2));
    }

    @Test
    void thereIsNoDeadLetterElsewhere() {
        assertThat(Api.get("/api/dead-letters/" + TOPIC + "/0/999999").statusCode())
                .isEqualTo(404);
        assertThat(Api.get("/api/dead-letters/" + TOPIC + "/77/0").statusCode()).isEqualTo(404);
        assertThat(Api.get("/api/dead-letters/" + TOPIC + "/0/-1").statusCode()).isEqualTo(404);
        assertThat(Api.get("/api/dead-letters/__consumer_offsets/0/0").statusCode())
                .isEqualTo(404);
    }

    private static List<Map<String, Object>> withKey(String key) {
        return Api.get("/api/dead-letters").jsonPath().getList("items.findAll { it.key == '" + key + "' }");
    }
}
