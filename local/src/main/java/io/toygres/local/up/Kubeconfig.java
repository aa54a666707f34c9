package io.toygres.local.up;

import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.Cluster;
import io.fabric8.kubernetes.api.model.Config;
import io.fabric8.kubernetes.api.model.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.internal.KubeConfigUtils;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.toygres.local.platform.Secrets;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What {@code KUBECONFIG} names, read as kubectl reads it
 * (https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/#merging-kubeconfig-files).
 *
 * @param files absolute, in the order in which the first to say something wins; some may not be there
 */
record Kubeconfig(List<Path> files) {
    Kubeconfig {
        files = List.copyOf(files);
    }

    /** @param variable such as {@code cluster.yaml} or {@code ~/.kube/config:./aks.yaml}; empty when it is unset or names nothing */
    static Optional<Kubeconfig> of(@Nullable String variable) {
        List<Path> files = Stream.ofNullable(variable)
                .flatMap(names -> Arrays.stream(names.split(File.pathSeparator)))
                .filter(name -> !name.isBlank())
                .map(name -> Path.of(name).toAbsolutePath().normalize())
                .toList();
        return files.isEmpty() ? Optional.empty() : Optional.of(new Kubeconfig(files));
    }

    /**
     * The one file for the programs that take one: the only one there is, as it lies there, or all of them merged.
     *
     * @param merged where to write that
     * @throws StartRefused when none is there, or one can't be read
     */
    Path file(Path merged) {
        List<Path> there = files.stream().filter(Files::exists).toList();
        if (there.isEmpty()) {
            throw new StartRefused("KUBECONFIG names no file that is there: " + text(files));
        }
        if (there.size() == 1) {
            return there.getFirst();
        }
        Secrets.write(
                merged,
                Serialization.asYaml(merge(there.stream().map(Kubeconfig::read).toList())));
        return merged;
    }

    private static Config read(Path file) {
        try {
            Config config = KubeConfigUtils.parseConfig(file.toFile());
            config.getClusters().forEach(cluster -> resolve(file, cluster.getCluster()));
            config.getUsers().forEach(user -> resolve(file, user.getUser()));
            return config;
        } catch (KubernetesClientException | IllegalArgumentException e) {
            throw new StartRefused("KUBECONFIG: " + file + " can't be read: " + e.getMessage());
        }
    }

    private static Config merge(List<Config> configs) {
        return new ConfigBuilder()
                .withApiVersion("v1")
                .withKind("Config")
                .withClusters(first(configs, Config::getClusters, cluster -> cluster.getName()))
                .withUsers(first(configs, Config::getUsers, user -> user.getName()))
                .withContexts(first(configs, Config::getContexts, context -> context.getName()))
                .withCurrentContext(configs.stream()
                        .map(Config::getCurrentContext)
                        .filter(context -> context != null && !context.isEmpty())
                        .findFirst()
                        .orElse(null))
                .build();
    }

    private static <T> List<T> first(List<Config> configs, Function<Config, List<T>> part, Function<T, String> name) {
        List<T> found = new ArrayList<>();
        configs.stream()
                .flatMap(config -> part.apply(config).stream())
                .filter(one ->
                        found.stream().noneMatch(known -> name.apply(known).equals(name.apply(one))))
                .forEachOrdered(found::add);
        return found;
    }

    /** Paths in a kubeconfig are relative to it. */
    private static void resolve(Path file, Cluster cluster) {
        cluster.setCertificateAuthority(resolved(file, cluster.getCertificateAuthority()));
    }

    private static void resolve(Path file, AuthInfo user) {
        user.setClientCertificate(resolved(file, user.getClientCertificate()));
        user.setClientKey(resolved(file, user.getClientKey()));
        user.setTokenFile(resolved(file, user.getTokenFile()));
        if (user.getExec() != null && user.getExec().getCommand().contains("/")) {
            user.getExec().setCommand(resolved(file, user.getExec().getCommand()));
        }
    }

    private static @Nullable String resolved(Path file, @Nullable String path) {
        return path == null || path.isEmpty() ? path : file.resolveSibling(path).toString();
    }

    private static String text(List<Path> files) {
        return String.join(", ", files.stream().map(Path::toString).toList());
    }
}
