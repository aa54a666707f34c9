package io.toygres.localcluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class TokensTest extends ClusterTest {
    private static final String AUDIENCE = "api://AzureADTokenExchange";

    @Test
    void aTokenRequestGetsATokenOfTheServiceAccountForTheAudience() throws Exception {
        client.resource(new ServiceAccountBuilder()
                        .withNewMetadata()
                        .withName("someone")
                        .withNamespace(NAMESPACE)
                        .endMetadata()
                        .build())
                .create();

        JsonNode claims = claims(request("someone").getStatus().getToken());

        assertThat(claims.path("iss").asText()).isEqualTo(cluster.url());
        assertThat(claims.path("sub").asText()).isEqualTo("system:serviceaccount:" + NAMESPACE + ":someone");
        assertThat(claims.path("aud").toString()).contains(AUDIENCE);
        assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isEqualTo(1200);
    }

    @Test
    void noOneGetsATokenOfAServiceAccountThatIsNotThere() {
        assertThatExceptionOfType(KubernetesClientException.class)
                .isThrownBy(() -> request("nobody"))
                .satisfies(refusal -> assertThat(refusal.getCode()).isEqualTo(404));
    }

    private TokenRequest request(String serviceAccount) {
        return client.serviceAccounts()
                .inNamespace(NAMESPACE)
                .withName(serviceAccount)
                .tokenRequest(new TokenRequestBuilder()
                        .withNewSpec()
                        .withAudiences(AUDIENCE)
                        .withExpirationSeconds(1200L)
                        .endSpec()
                        .build());
    }

    private static JsonNode claims(String token) throws Exception {
        return new ObjectMapper().readTree(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]));
    }
}
