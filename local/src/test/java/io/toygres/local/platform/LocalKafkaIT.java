package io.toygres.local.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.local.process.Ports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalKafkaIT {
    @Test
    void startsWithTheTopicsOfToygresAndKeepsThem(@TempDir Path folder) throws Exception {
        int port = Ports.free();
        for (int start = 0; start < 2; start++) {
            try (LocalKafka kafka = LocalKafka.start(folder, port)) {
                assertThat(partitions(kafka.bootstrapServers()))
                        .containsEntry("toygres.image.commands", 6)
                        .containsEntry("toygres.instance.events", 6)
                        .containsEntry("toygres.image.events.dlq", 1)
                        .hasSize(12);
            }
            assertThat(Ports.isFree("127.0.0.1", port)).isTrue();
        }
    }

    @Test
    void aClusterIdThatBeginsLikeAnOptionIsOne(@TempDir Path folder) throws Exception {
        KafkaFolder kafka = new KafkaFolder(folder);

        kafka.prepare(Ports.free(), Ports.free(), Optional.empty(), "-Jq3mHPsRyG1h4CJmtMZQg");

        assertThat(Files.readAllLines(kafka.metaProperties())).contains("cluster.id=-Jq3mHPsRyG1h4CJmtMZQg");
    }

    private static Map<String, Integer> partitions(String bootstrapServers) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            Map<String, Integer> found = new TreeMap<>();
            admin.describeTopics(admin.listTopics().names().get())
                    .allTopicNames()
                    .get()
                    .forEach((name, topic) -> found.put(name, topic.partitions().size()));
            return found;
        }
    }
}
