package io.toygres.local.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KubeconfigTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private Path folder;

    @Test
    void isUnsetWhenItIsEmpty() {
        assertThat(Kubeconfig.of(null)).isEmpty();
        assertThat(Kubeconfig.of("")).isEmpty();
        assertThat(Kubeconfig.of(":")).isEmpty();
    }

    @Test
    void takesRelativePathsAndLeavesOneFileWhereItIs() throws IOException {
        Path here = Path.of("").toAbsolutePath();
        Path file = write("one", "a", "https://a.test");

        assertThat(Kubeconfig.of("some/config:x").orElseThrow().files())
                .isEqualTo(List.of(here.resolve("some/config"), here.resolve("x")));
        assertThat(Kubeconfig.of(file + ":" + folder.resolve("missing"))
                        .orElseThrow()
                        .file(folder.resolve("merged")))
                .isEqualTo(file);
    }

    @Test
    void mergesSeveralFilesOfWhichTheFirstToSaySomethingWins() throws IOException {
        Path first = write("first/config", "a", "https://a.test");
        Path second = write("second/config", "b", "https://b.test");
        Files.writeString(
                second,
                Files.readString(second)
                        .replace(
                                "name: b}\nusers",
                                "name: b}\n- {cluster: {server: 'https://x.test'}, name: a}\nusers"));

        Path merged = Kubeconfig.of(first + ":" + second).orElseThrow().file(folder.resolve("merged"));

        assertThat(Config.fromKubeconfig(merged.toFile()).getMasterUrl()).startsWith("https://a.test");
        Config other = Config.fromKubeconfig(
                Files.readString(merged).replace("current-context: \"a\"", "current-context: \"b\""));
        assertThat(other.getMasterUrl()).startsWith("https://b.test");
        assertThat(other.getCaCertFile())
                .isEqualTo(second.resolveSibling("ca.pem").toString());
        assertThat(Files.getPosixFilePermissions(merged)).hasSize(2);
    }

    @Test
    void refusesToStartWithoutAFile() {
        assertThatExceptionOfType(StartRefused.class)
                .isThrownBy(() ->
                        Kubeconfig.of("/nowhere/a:/nowhere/b").orElseThrow().file(folder.resolve("merged")))
                .withMessage("KUBECONFIG names no file that is there: /nowhere/a, /nowhere/b");
    }

    @Test
    void saysOfAClusterThatDoesNotAnswerWhichOneItIs() throws IOException {
        Path file = write("config", "away", "https://127.0.0.1:1");

        assertThatExceptionOfType(StartRefused.class)
                .isThrownBy(() -> ClusterClient.requireAnswer(file))
                .withMessageStartingWith(
                        "The cluster at https://127.0.0.1:1/ (context away of " + file + ") does not answer: ")
                .withMessageEndingWith("Look with: kubectl --kubeconfig " + file + " version");
    }

    @Test
    void saysThatNoContextIsChosen() throws IOException {
        Path file = write("config", "a", "https://a.test");
        Files.writeString(file, Files.readString(file).replace("current-context: a\n", ""));

        assertThatExceptionOfType(StartRefused.class)
                .isThrownBy(() -> ClusterClient.requireAnswer(file))
                .withMessageContaining("kubectl config use-context");
    }

    /** Its context, cluster and user have one name; the authority's file is named relative to it. */
    private Path write(String name, String all, String server) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, """
                apiVersion: v1
                kind: Config
                clusters:
                - {cluster: {server: '%2$s', certificate-authority: ca.pem}, name: %1$s}
                users:
                - {name: %1$s, user: {token: secret}}
                contexts:
                - {context: {cluster: %1$s, user: %1$s}, name: %1$s}
                current-context: %1$s
                """.formatted(all, server));
    }
}
