package io.toygres.localcluster.pod;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.ServiceAccountTokenProjection;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.toygres.localcluster.fault.TokenFault;
import io.toygres.localcluster.identity.TokenIssuer;
import io.toygres.localcluster.pod.VolumeFiles.Content;
import io.toygres.localcluster.store.ResourceTypes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the files of a pod's Secret, ConfigMap and projected volumes should be now. */
final class VolumeContents {
    /** The kubelet renews a token when four fifths of its time are over. */
    private static final double RENEW_AT = 0.8;

    private final Machine machine;
    private final Pod pod;
    private final Map<String, Token> tokens = new HashMap<>();

    private record Token(String text, TokenFault fault, Instant renewal) {}

    VolumeContents(Machine machine, Pod pod) {
        this.machine = machine;
        this.pod = pod;
    }

    Map<String, Content> of(Volume volume) throws NotReadyException {
        if (volume.getSecret() != null) {
            var source = volume.getSecret();
            return secret(source.getSecretName(), source.getOptional(), source.getItems(), source.getDefaultMode());
        }
        if (volume.getConfigMap() != null) {
            var source = volume.getConfigMap();
            return configMap(source.getName(), source.getOptional(), source.getItems(), source.getDefaultMode());
        }
        Map<String, Content> files = new HashMap<>();
        for (VolumeProjection source : volume.getProjected().getSources()) {
            files.putAll(
                    projected(volume.getName(), source, volume.getProjected().getDefaultMode()));
        }
        return files;
    }

    /** When the first token has to be renewed. */
    Optional<Duration> renewal() {
        return tokens.values().stream()
                .map(token -> Duration.between(machine.clock().instant(), token.renewal()))
                .min(Duration::compareTo);
    }

    private Map<String, Content> projected(String volume, VolumeProjection source, int mode) throws NotReadyException {
        if (source.getSecret() != null) {
            var secret = source.getSecret();
            return secret(secret.getName(), secret.getOptional(), secret.getItems(), mode);
        }
        if (source.getConfigMap() != null) {
            var map = source.getConfigMap();
            return configMap(map.getName(), map.getOptional(), map.getItems(), mode);
        }
        if (source.getServiceAccountToken() != null) {
            ServiceAccountTokenProjection projection = source.getServiceAccountToken();
            byte[] token =
                    token(volume + "/" + projection.getPath(), projection).getBytes(StandardCharsets.UTF_8);
            return Map.of(projection.getPath(), Content.of(token, mode));
        }
        throw new NotReadyException("ContainerCreating", "this cluster does not have this kind of projection");
    }

    private String token(String path, ServiceAccountTokenProjection projection) throws NotReadyException {
        Instant now = machine.clock().instant();
        TokenFault fault = machine.faults().current().token();
        Token held = tokens.get(path);
        if (held != null && held.fault() == fault && held.renewal().isAfter(now)) {
            return held.text();
        }
        Duration lifetime = Duration.ofSeconds(projection.getExpirationSeconds());
        String audience = projection.getAudience() == null ? "toygres-local" : projection.getAudience();
        String text = machine.tokens().issue(subject(), audience, lifetime, fault);
        Instant renewal = now.plusMillis((long) (lifetime.toMillis() * RENEW_AT));
        tokens.put(path, new Token(text, fault, renewal));
        return text;
    }

    private TokenIssuer.Subject subject() throws NotReadyException {
        String namespace = pod.getMetadata().getNamespace();
        String account = pod.getSpec().getServiceAccountName();
        return machine.registry()
                .find(ResourceTypes.SERVICE_ACCOUNTS, namespace, account)
                .map(found -> new TokenIssuer.Subject(
                        namespace,
                        account,
                        found.getMetadata().getUid(),
                        pod.getMetadata().getName(),
                        pod.getMetadata().getUid()))
                .orElseThrow(() ->
                        new NotReadyException("ContainerCreating", "serviceaccounts \"" + account + "\" not found"));
    }

    private Map<String, Content> secret(String name, @Nullable Boolean optional, List<KeyToPath> items, int mode)
            throws NotReadyException {
        Optional<Secret> secret =
                machine.registry().find(ResourceTypes.SECRETS, pod.getMetadata().getNamespace(), name);
        require(secret.isPresent(), optional, "secret \"" + name + "\" not found");
        Map<String, Content> files =
                files(secret.map(Secret::getData).orElse(Map.of()), items, mode, optional, Base64.getDecoder()::decode);
        files.replaceAll((_, file) -> file.forOwner());
        return files;
    }

    private Map<String, Content> configMap(String name, @Nullable Boolean optional, List<KeyToPath> items, int mode)
            throws NotReadyException {
        Optional<ConfigMap> map = machine.registry()
                .find(ResourceTypes.CONFIG_MAPS, pod.getMetadata().getNamespace(), name);
        require(map.isPresent(), optional, "configmap \"" + name + "\" not found");
        Map<String, Content> files = new HashMap<>(files(
                map.map(ConfigMap::getBinaryData).orElse(Map.of()),
                List.of(),
                mode,
                optional,
                Base64.getDecoder()::decode));
        files.putAll(files(
                map.map(ConfigMap::getData).orElse(Map.of()),
                items,
                mode,
                optional,
                text -> text.getBytes(StandardCharsets.UTF_8)));
        return files;
    }

    private static Map<String, Content> files(
            Map<String, String> data,
            List<KeyToPath> items,
            int mode,
            @Nullable Boolean optional,
            Function<String, byte[]> bytes)
            throws NotReadyException {
        Map<String, Content> files = new HashMap<>();
        if (items.isEmpty()) {
            data.forEach((name, value) -> files.put(name, Content.of(bytes.apply(value), mode)));
        }
        for (KeyToPath item : items) {
            String value = data.get(item.getKey());
            require(value != null, optional, "references non-existent config key: " + item.getKey());
            if (value != null) {
                int itemMode = item.getMode() == null ? mode : item.getMode();
                files.put(item.getPath(), Content.of(bytes.apply(value), itemMode));
            }
        }
        return files;
    }

    private static void require(boolean present, @Nullable Boolean optional, String message) throws NotReadyException {
        if (!present && !Boolean.TRUE.equals(optional)) {
            throw new NotReadyException("ContainerCreating", message);
        }
    }
}
