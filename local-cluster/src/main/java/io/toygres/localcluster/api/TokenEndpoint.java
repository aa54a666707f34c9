package io.toygres.localcluster.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestSpec;
import io.toygres.localcluster.fault.TokenFault;
import io.toygres.localcluster.identity.TokenIssuer;
import io.toygres.localcluster.registry.Registry;
import io.toygres.localcluster.store.ApiException;
import io.toygres.localcluster.store.Json;
import io.toygres.localcluster.store.ResourceTypes;
import java.time.Clock;
import java.time.Duration;

/**
 * {@code serviceaccounts/token}: a token for one audience, as
 * <a href="https://kubernetes.io/docs/reference/kubernetes-api/authentication-resources/token-request-v1/">TokenRequest</a> asks
 * for. The knob that breaks tokens is for those of pods and changes nothing here.
 */
public final class TokenEndpoint {
    private static final Duration USUAL_LIFETIME = Duration.ofHours(1);

    private final Registry registry;
    private final TokenIssuer tokens;
    private final Clock clock;

    public TokenEndpoint(Registry registry, TokenIssuer tokens, Clock clock) {
        this.registry = registry;
        this.tokens = tokens;
        this.clock = clock;
    }

    JsonNode answer(ApiRequest request, byte[] body) {
        ServiceAccount account = registry.find(ResourceTypes.SERVICE_ACCOUNTS, request.namespace(), request.name())
                .orElseThrow(() -> ApiException.notFound(request.key()));
        TokenRequest asked = Json.decode(Json.parse(body), TokenRequest.class);
        TokenRequestSpec spec = asked.getSpec();
        if (spec == null || spec.getAudiences().size() > 1) {
            throw ApiException.badRequest("this cluster issues tokens for one audience");
        }
        String audience = spec.getAudiences().isEmpty()
                ? tokens.audience()
                : spec.getAudiences().getFirst();
        Duration lifetime =
                spec.getExpirationSeconds() == null ? USUAL_LIFETIME : Duration.ofSeconds(spec.getExpirationSeconds());
        String token = tokens.issue(subject(account), audience, lifetime, TokenFault.VALID);
        return Json.encode(new TokenRequestBuilder(asked)
                .withNewStatus()
                .withToken(token)
                .withExpirationTimestamp(clock.instant().plus(lifetime).toString())
                .endStatus()
                .build());
    }

    private static TokenIssuer.Subject subject(ServiceAccount account) {
        return new TokenIssuer.Subject(
                account.getMetadata().getNamespace(),
                account.getMetadata().getName(),
                account.getMetadata().getUid(),
                "",
                "");
    }
}
