package io.toygres.kubernetes;

import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TolerationBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Gives pods what their {@link PodSettings} ask for. */
public final class PodCustomization {

    private static final Pattern PAIR = Pattern.compile("([^=]+)=(.*)");

    /** {@code key}, {@code key=value}, {@code key:effect} or {@code key=value:effect}. */
    private static final Pattern TAINT =
            Pattern.compile("(?<key>[^=:]+)(=(?<value>[^:]*))?(:(?<effect>NoSchedule|PreferNoSchedule|NoExecute))?");

    /** Whose an object is and who it is to Azure must not depend on a setting. */
    private static final Pattern OURS =
            Pattern.compile("(toygres\\.io|app\\.kubernetes\\.io|azure\\.workload\\.identity)/.*");

    private final List<LocalObjectReference> pullSecrets;
    private final Map<String, String> nodeSelector;
    private final List<Toleration> tolerations;
    private final Optional<String> priorityClass;
    private final Map<String, String> annotations;
    private final Map<String, String> labels;

    /** @throws IllegalArgumentException when a setting can't be read; the message quotes it */
    public PodCustomization(PodSettings settings) {
        this.pullSecrets =
                all(settings.imagePullSecrets()).map(LocalObjectReference::new).toList();
        this.nodeSelector = pairs(settings.nodeSelector());
        this.tolerations =
                all(settings.tolerations()).map(PodCustomization::toleration).toList();
        this.priorityClass = settings.priorityClass();
        this.annotations = pairs(settings.annotations());
        this.labels = pairs(settings.labels());
        Stream.of(labels, annotations)
                .flatMap(map -> map.keySet().stream())
                .filter(key -> OURS.matcher(key).matches())
                .forEach(key -> {
                    throw new IllegalArgumentException(
                            key + " is a label or annotation of Toygres' own, not a setting");
                });
    }

    /** The same template with all that was asked for. */
    public PodTemplateSpec of(PodTemplateSpec template) {
        return new PodTemplateSpecBuilder(template)
                .editOrNewMetadata()
                .addToLabels(labels)
                .addToAnnotations(annotations)
                .endMetadata()
                .editSpec()
                .addAllToImagePullSecrets(pullSecrets)
                .addToNodeSelector(nodeSelector)
                .addAllToTolerations(tolerations)
                .withPriorityClassName(priorityClass.orElse(null))
                .endSpec()
                .build();
    }

    private static Stream<String> all(Optional<List<String>> setting) {
        return setting.stream().flatMap(List::stream).map(String::strip);
    }

    private static Map<String, String> pairs(Optional<List<String>> setting) {
        Map<String, String> pairs = new LinkedHashMap<>();
        all(setting).forEach(text -> {
            Matcher pair = matched(PAIR, text, "key=value");
            pairs.put(pair.group(1), pair.group(2));
        });
        return pairs;
    }

    private static Toleration toleration(String text) {
        Matcher taint = matched(TAINT, text, "key=value:effect");
        return new TolerationBuilder()
                .withKey(taint.group("key"))
                .withOperator(taint.group("value") == null ? "Exists" : "Equal")
                .withValue(taint.group("value"))
                .withEffect(taint.group("effect"))
                .build();
    }

    private static Matcher matched(Pattern pattern, String text, String form) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is not of the form " + form);
        }
        return matcher;
    }
}
