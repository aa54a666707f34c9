package io.toygres.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.toygres.local.process.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The alerts and the dashboard, held to Prometheus' own parser and to the metrics that the services are documented to serve. */
final class AlertsIT {
    private static final Pattern METRIC = Pattern.compile("toygres_[a-z_]+");

    private final Path folder = Overlay.root().resolve("k8s/components/monitoring");
    private final YAMLMapper yaml = new YAMLMapper();

    @Test
    void everyAlertIsSeenSilentAndFiring(@TempDir Path work) throws IOException {
        JsonNode rules = yaml.readTree(folder.resolve("alerts.yaml").toFile()).path("spec");
        yaml.writeValue(work.resolve("rules.yaml").toFile(), rules);
        Path tests = Files.copy(folder.resolve("alerts.test.yaml"), work.resolve("alerts.test.yaml"));

        assertThat(promtool("check", "rules", work.resolve("rules.yaml").toString()))
                .contains("SUCCESS");
        assertThat(promtool("test", "rules", tests.toString())).contains("SUCCESS");
        assertThat(tested(tests)).isEqualTo(alerts(rules));
    }

    @Test
    void everyExpressionOfTheDashboardIsOne(@TempDir Path work) throws IOException {
        List<Map<String, String>> rules = expressions().stream()
                .map(expression -> Map.of("record", "panel:expression", "expr", expression))
                .toList();
        yaml.writeValue(
                work.resolve("dashboard.yaml").toFile(),
                Map.of("groups", List.of(Map.of("name", "dashboard", "rules", rules))));

        assertThat(promtool(
                        "check",
                        "rules",
                        "--lint=none",
                        work.resolve("dashboard.yaml").toString()))
                .contains("SUCCESS: " + rules.size() + " rules found");
    }

    @Test
    void onlyMetricsThatAreServedAreAskedFor() throws IOException {
        Set<String> served = names(Files.readString(Overlay.root().resolve("docs/metrics.md")));
        Set<String> asked = names(Files.readString(folder.resolve("alerts.yaml")));
        expressions().forEach(expression -> asked.addAll(names(expression)));

        assertThat(asked).hasSizeGreaterThan(15).isSubsetOf(served);
    }

    @Test
    void everyAlertLeadsToAChapterOfTheRunbook() throws IOException {
        String runbook = Files.readString(Overlay.root().resolve("docs/runbook.md"));
        String alerts = Files.readString(folder.resolve("alerts.yaml"));

        assertThat(Pattern.compile("docs/runbook\\.md#([a-z-]+)")
                        .matcher(alerts)
                        .results())
                .isNotEmpty()
                .allSatisfy(link -> assertThat(runbook).contains("<a id=\"" + link.group(1) + "\"></a>"));
    }

    /** Without what a summary's parts add to its name: {@code _count}, {@code _sum}. */
    private static Set<String> names(String text) {
        return METRIC.matcher(text)
                .results()
                .map(found -> found.group().replaceFirst("_(count|sum)$", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private List<String> expressions() throws IOException {
        JsonNode dashboard = yaml.readTree(folder.resolve("dashboard.json").toFile());
        return Manifest.each(dashboard.path("panels"))
                .flatMap(panel -> Manifest.each(panel.path("targets")))
                .map(target -> target.path("expr").asText())
                .toList();
    }

    private static Set<String> alerts(JsonNode rules) {
        return Manifest.each(rules.at("/groups/0/rules"))
                .map(rule -> rule.path("alert").asText())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Those that a test expects to be silent at one time and firing at another. */
    private Set<String> tested(Path tests) throws IOException {
        return Manifest.each(yaml.readTree(tests.toFile()).path("tests"))
                .flatMap(test -> Manifest.each(test.path("alert_rule_test")))
                .filter(test -> !test.path("exp_alerts").isEmpty())
                .map(test -> test.path("alertname").asText())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String promtool(String... arguments) {
        Path program = Overlay.root().resolve(".toygres/promtool/usr/bin/promtool");
        assertThat(program).as("`./toygres test` installs it").isExecutable();
        List<String> command = new ArrayList<>();
        command.add(program.toString());
        command.addAll(List.of(arguments));
        return Program.run(command, Map.of(), "");
    }
}
