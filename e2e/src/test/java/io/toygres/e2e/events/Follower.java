package io.toygres.e2e.events;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** Follows the topics from the moment it was made on; not for use by several threads. */
public final class Follower implements AutoCloseable {

    private static final Duration JOIN = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<String, byte[]> consumer;

    Follower(KafkaConsumer<String, byte[]> consumer) {
        this.consumer = consumer;
        consumer.subscribe(Pattern.compile(EventLog.TOPICS));
        Instant deadline = Instant.now().plus(JOIN);
        while (consumer.assignment().isEmpty()) {
            consumer.poll(POLL);
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("the broker gave a new consumer group no partition in " + JOIN);
            }
        }
        consumer.assignment().forEach(consumer::position);
    }

    /**
     * What arrives with one key until it is enough: each topic's messages in their order. Of several topics, any may come first.
     *
     * @param key an image's or instance's id
     */
    public List<Message> of(String key, Predicate<List<Message>> enough, Duration bound) {
        List<Message> messages = new ArrayList<>();
        Instant deadline = Instant.now().plus(bound);
        while (!enough.test(messages)) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("not the messages that were waited for, in " + bound + ": " + messages);
            }
            consumer.poll(POLL).forEach(message -> {
                if (key.equals(message.key())) {
                    messages.add(Message.of(message));
                }
            });
        }
        return messages;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
