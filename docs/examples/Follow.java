import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Prints what becomes of instances and images: {@code java -cp 'lib/*' Follow.java localhost:9092 [group]}, with kafka-clients in lib.
 * It goes on where its group left off. A record may come twice, and late: the sequence of its operation tells.
 */
final class Follow {

    private static final List<String> EVENTS = List.of("toygres.image.events", "toygres.instance.events");

    public static void main(String[] arguments) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", arguments.length > 0 ? arguments[0] : "localhost:9092",
                "group.id", arguments.length > 1 ? arguments[1] : "toygres-follower-java",
                "auto.offset.reset", "earliest");
        Map<String, Long> applied = new HashMap<>();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(EVENTS);
            while (true) {
                consumer.poll(Duration.ofSeconds(1)).forEach(message -> apply(message, applied));
            }
        }
    }

    private static void apply(ConsumerRecord<String, String> message, Map<String, Long> applied) {
        // Of an event, "<operation id>/<sequence>".
        String[] id = header(message, "ce_id").split("/");
        long sequence = Long.parseLong(id[1]);
        if (sequence > applied.getOrDefault(id[0], 0L)) {
            applied.put(id[0], sequence);
            System.out.printf(
                    "%s %s %s %s%n", header(message, "ce_time"), header(message, "ce_type"), message.key(), message.value());
        }
    }

    private static String header(ConsumerRecord<String, String> message, String name) {
        return new String(message.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
