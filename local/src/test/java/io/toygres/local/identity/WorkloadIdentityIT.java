package io.toygres.local.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.toygres.local.platform.Checkout;
import io.toygres.local.platform.LocalAzurite;
import io.toygres.local.platform.PrivateCa;
import io.toygres.local.process.Ports;
import io.toygres.local.process.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real azcopy, told what a webhook tells a pod on AKS. */
final class WorkloadIdentityIT {
    private static final String TENANT = "22222222-2222-4222-8222-222222222222";
    private static final String CLIENT = "11111111-1111-4111-8111-111111111111";
    private static final String SUBJECT = "system:serviceaccount:toygres-managed:toygres-backup";
    private static final String CONTAINER = "https://" + LocalAzurite.ACCOUNT_HOST + "/images";

    private static final FederatedIssuer CLUSTER = new FederatedIssuer("https://cluster.test");

    private static Path folder;
    private static PrivateCa ca;
    private static LocalAzurite azurite;
    private static LocalEntra entra;
    private static ConnectProxy proxy;

    @BeforeAll
    static void start(@TempDir Path temporary) {
        folder = temporary;
        ca = PrivateCa.in(folder.resolve("ca"));
        azurite = LocalAzurite.start(folder.resolve("azurite"), ca, "127.0.0.1", Ports.free());
        entra = LocalEntra.start(
                Ports.at("127.0.0.1", 0),
                ca,
                TENANT,
                CLUSTER.asTrusted(),
                List.of(new FederatedCredential(CLIENT, SUBJECT)));
        proxy = ConnectProxy.start(
                Ports.at("127.0.0.1", 0),
                Map.of(
                        LocalEntra.HOST,
                        entra.address(),
                        LocalAzurite.ACCOUNT_HOST,
                        Ports.at(azurite.address(), azurite.port())));
        azcopy(CLUSTER.token(SUBJECT, FederatedCredential.AUDIENCE, Duration.ofHours(1)), "", "make", CONTAINER);
    }

    @AfterAll
    static void stop() {
        proxy.close();
        entra.close();
        azurite.close();
    }

    @Test
    void azcopyLogsInWithAFederatedTokenAndPipesBytesThroughABlob() {
        String token = CLUSTER.token(SUBJECT, FederatedCredential.AUDIENCE, Duration.ofHours(1));
        String content = "a line that is repeated\n".repeat(100_000);

        azcopy(token, content, "copy", CONTAINER + "/folder/data", "--from-to=PipeBlob");

        assertThat(azcopy(token, "", "copy", CONTAINER + "/folder/data", "--from-to=BlobPipe"))
                .isEqualTo(content);
    }

    @Test
    void azcopyIsToldWhyAFederatedTokenIsNotTaken() {
        String expired = CLUSTER.token(SUBJECT, FederatedCredential.AUDIENCE, Duration.ofHours(-1));

        assertThatThrownBy(() -> azcopy(expired, "", "make", CONTAINER)).hasMessageContaining("AADSTS700024");
    }

    @Test
    void theProxyLeadsNowhereElse() {
        assertThatThrownBy(() -> Program.run("curl", "-sS", "--proxy", proxy.url(), "https://example.org/"))
                .hasMessageContaining("403");
    }

    private static String azcopy(String token, String input, String... arguments) {
        try {
            Path tokenFile = Files.writeString(Files.createTempFile(folder, "token", ""), token);
            List<String> command =
                    new ArrayList<>(List.of(Checkout.here().azcopy().toString()));
            command.addAll(List.of(arguments));
            return Program.run(command, environment(tokenFile), input);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> environment(Path tokenFile) {
        return Map.of(
                "AZCOPY_AUTO_LOGIN_TYPE", "WORKLOAD",
                "AZURE_CLIENT_ID", CLIENT,
                "AZURE_TENANT_ID", TENANT,
                "AZURE_AUTHORITY_HOST", "https://" + LocalEntra.HOST + "/",
                "AZURE_FEDERATED_TOKEN_FILE", tokenFile.toString(),
                "HTTPS_PROXY", proxy.url(),
                "SSL_CERT_FILE", ca.bundle().toString(),
                "AZCOPY_LOG_LOCATION", folder.resolve("azcopy").toString(),
                "AZCOPY_JOB_PLAN_LOCATION", folder.resolve("azcopy").toString());
    }
}
