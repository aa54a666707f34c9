package io.toygres.api.oidc;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.toygres.settings.DurationBounds;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Whose access tokens are taken, and what they allow. */
@ConfigMapping(prefix = "toygres.oidc")
public interface OidcConfig {

    /**
     * Who issues the tokens, exactly as their claim {@code iss} says it, such as
     * {@code https://login.microsoftonline.com/<tenant id>/v2.0}. Absent: no such tokens are taken.
     */
    Optional<String> issuer();

    /** For whom tokens must be issued, exactly as their claim {@code aud} says it; with an issuer it is required. */
    Optional<String> audience();

    /** Where the provider's public keys are, over HTTPS. Absent: where {@code <issuer>/.well-known/openid-configuration} says. */
    Optional<URI> jwksUrl();

    /** How far the provider's clock may be from this one's. */
    @WithDefault("1M")
    @DurationBounds(least = "0S", most = "5M")
    Duration clockSkew();

    /** How long the provider's keys are used until they are read anew; one that a token names and nobody knows is looked for at once. */
    @WithDefault("1H")
    @DurationBounds(least = "1M", most = "1D")
    Duration keysCachedFor();

    /** How long the provider may take to answer. */
    @WithDefault("5S")
    @DurationBounds(least = "100MS", most = "30S")
    Duration timeout();

    /** The claim that names the caller, for good: {@code sub}, or {@code oid} for the id of an Entra user in their tenant. */
    @WithDefault("sub")
    String subjectClaim();

    /** The claims whose values are looked up in {@code toygres.oidc.grants}. */
    @WithDefault("roles,groups")
    List<String> grantClaims();

    /**
     * What values of these claims grant, separated by commas: {@code <value>=viewer}, {@code =operator} or {@code =admin}, and
     * {@code <value>=project:<name>}. Of several roles the highest counts. A token that is granted no role may do nothing. With an issuer
     * it is required.
     */
    Optional<List<String>> grants();
}
