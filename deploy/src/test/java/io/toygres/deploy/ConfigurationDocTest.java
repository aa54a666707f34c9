package io.toygres.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/configuration.md is written from the sources: {@code mvn verify -pl deploy -am … -Dgolden.update=true}. */
final class ConfigurationDocTest {
    private static final String BEGIN = "<!-- generated from the sources: -Dgolden.update=true -->\n";
    private static final String END = "<!-- end of what is generated -->\n";

    private final Path document = Overlay.root().resolve("docs/configuration.md");
    private final List<Setting> settings = SettingSources.read(Overlay.root());

    @Test
    void theDocumentHasEverySettingAsTheSourcesHaveIt() throws IOException {
        String text = Files.readString(document);
        int begin = text.indexOf(BEGIN) + BEGIN.length();
        int end = text.indexOf(END);
        String generated = tables();
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(document, text.substring(0, begin) + generated + text.substring(end));
        } else {
            assertThat(text.substring(begin, end)).isEqualTo(generated);
        }
    }

    @Test
    void everySettingSaysWhatItIs() {
        assertThat(settings).hasSizeGreaterThan(60);
        assertThat(settings.stream().filter(setting -> text(setting).isEmpty()).map(Setting::property))
                .isEmpty();
    }

    private String tables() {
        StringBuilder out = new StringBuilder();
        Map<String, List<Setting>> groups = settings.stream()
                .collect(Collectors.groupingBy(ConfigurationDocTest::group, TreeMap::new, Collectors.toList()));
        groups.forEach((group, members) -> {
            out.append("\n## ").append(group).append("\n\n| setting | of | default | meaning |\n|---|---|---|---|\n");
            members.stream()
                    .sorted(Comparator.comparing(Setting::property))
                    .forEach(setting -> out.append(row(setting)));
        });
        return out.append('\n').toString();
    }

    private static String group(Setting setting) {
        return setting.property().replaceFirst("^(toygres\\.[^.]+|[^.]+)\\..*", "$1");
    }

    private static String row(Setting setting) {
        String preset = setting.preset()
                .map(value -> "`" + value + "`")
                .orElse(setting.optional() ? "none" : "none; **required**");
        return "| `%s`<br>`%s` | %s | %s | %s |\n"
                .formatted(setting.property(), setting.variable(), of(setting.services()), preset, text(setting));
    }

    private static String of(Set<String> services) {
        return services.size() == 3
                ? "all"
                : services.stream()
                        .map(service -> service.replace("-service", ""))
                        .sorted()
                        .collect(Collectors.joining(", "));
    }

    private static String text(Setting setting) {
        return setting.text().isEmpty() ? INJECTED.getOrDefault(setting.property(), "") : setting.text();
    }

    /** What stands at an injection point has no Javadoc of its own. */
    private static final Map<String, String> INJECTED = Map.ofEntries(
            Map.entry(
                    "toygres.command-keys.file",
                    "Keys that sign commands, one a line: `<key id>:<base64 of 32 bytes>`; the last one signs, all verify."),
            Map.entry(
                    "toygres.keyring.file",
                    "Keys that encrypt passwords, one a line: `<key id>:<base64 of 32 bytes>`; the last one encrypts, all decrypt."),
            Map.entry(
                    "toygres.inbox.retention", "How long ids of messages are remembered; older commands are refused."),
            Map.entry("toygres.namespace", "Namespace of instances and Jobs."),
            Map.entry(
                    "toygres.cluster-domain",
                    "What every name in the cluster's own DNS ends with, the kubelets' `--cluster-domain`."),
            Map.entry("toygres.storage-class", "StorageClass of instances' volumes; absent: the cluster's default."),
            Map.entry(
                    "toygres.dns-suffix",
                    "What follows the DNS label of a public instance, such as `westeurope.cloudapp.azure.com`; absent: instances are"
                            + " told by the LoadBalancer's own name or address."),
            Map.entry("toygres.postgres-versions", "Major versions that are offered, with commas between."),
            Map.entry("toygres.workload-identity.tenant-id", "Tenant of that application."),
            Map.entry(
                    "toygres.container-images.stock.tools",
                    "What Jobs run: PostgreSQL's programs of the runtime with azcopy; `{major}` stands for the major version."));
}
