package io.toygres.local.platform;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/** The topics of Toygres: commands and events of images and instances, requests and their answers, each with its dead-letter topic. */
final class ToygresTopics {
    private static final List<String> NAMES = List.of(
            "toygres.image.commands",
            "toygres.image.events",
            "toygres.instance.commands",
            "toygres.instance.events",
            "toygres.requests",
            "toygres.request.events");
    private static final int PARTITIONS = 6;
    /** A broker that has just started on a busy machine is slow to answer. */
    private static final int PATIENCE_MS = 600_000;

    private static final String DEAD_LETTER_BYTES = Integer.toString(4 * 1024 * 1024);

    private ToygresTopics() {}

    static void create(String bootstrapServers) {
        List<NewTopic> topics = new ArrayList<>();
        for (String name : NAMES) {
            topics.add(new NewTopic(name, PARTITIONS, (short) 1));
            // A dead letter is the record and its reason: longer than the longest record.
            topics.add(
                    new NewTopic(name + ".dlq", 1, (short) 1).configs(Map.of("max.message.bytes", DEAD_LETTER_BYTES)));
        }
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", bootstrapServers, "default.api.timeout.ms", PATIENCE_MS))) {
            for (var created : admin.createTopics(topics).values().values()) {
                created.get();
            }
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException("Could not create the topics", e.getCause());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while creating the topics", e);
        }
    }
}
