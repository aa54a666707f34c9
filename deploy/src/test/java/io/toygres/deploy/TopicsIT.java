package io.toygres.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever makes the topics makes all that the services use, each with its dead-letter topic. */
final class TopicsIT {
    private static final Pattern TOPIC = Pattern.compile("[A-Z_]+\\(\"(toygres\\.[a-z.]+)\"\\)");

    private static final Pattern HUBS = Pattern.compile("'(toygres\\.(?:image|instance|request)s?[a-z.]*)'");

    @Test
    void theJobMakesEveryTopic() throws IOException {
        List<String> lines = Files.readAllLines(Overlay.root().resolve("k8s/components/topics/topics.txt"));

        assertThat(lines.stream().map(line -> line.replaceFirst(" .*", "")))
                .containsExactlyInAnyOrderElementsOf(topics());
        assertThat(lines)
                .filteredOn(line -> line.contains(".dlq"))
                .allMatch(line -> line.endsWith(" max.message.bytes=4194304"));
    }

    @Test
    void strimziMakesEveryTopic() throws IOException {
        String yaml = Files.readString(Overlay.root().resolve("k8s/components/strimzi/kafka.yaml"));

        assertThat(names(Pattern.compile("kind: KafkaTopic\nmetadata:\n  name: (.*)\n"), yaml))
                .isEqualTo(topics());
    }

    /** https://learn.microsoft.com/azure/event-hubs/event-hubs-quotas: ten in a Standard namespace, a hundred in a Premium one. */
    @Test
    void theNamespaceOfEventHubsHasRoomForThem() throws IOException {
        String bicep = Files.readString(Overlay.root().resolve("deploy/aks/main.bicep"));
        Matcher tier = Pattern.compile("namespaces@.*?sku: \\{ name: '(\\w+)'", Pattern.DOTALL)
                .matcher(bicep);

        assertThat(tier.find()).isTrue();
        assertThat(names(HUBS, bicep)).hasSizeLessThanOrEqualTo(tier.group(1).equals("Premium") ? 100 : 10);
    }

    @Test
    void eventHubsHasEveryTopic() throws IOException {
        String bicep = Files.readString(Overlay.root().resolve("deploy/aks/main.bicep"));

        assertThat(names(HUBS, bicep)).isEqualTo(topics());
    }

    private static Set<String> topics() throws IOException {
        try (Stream<Path> modules = Files.list(Overlay.root())) {
            Path source = modules.map(module -> module.resolve("src/main/java/io/toygres/contract/Topic.java"))
                    .filter(Files::exists)
                    .findFirst()
                    .orElseThrow();
            return names(TOPIC, Files.readString(source)).stream()
                    .flatMap(topic -> Stream.of(topic, topic + ".dlq"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Set<String> names(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
