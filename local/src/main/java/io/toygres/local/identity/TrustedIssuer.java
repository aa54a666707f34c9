package io.toygres.local.identity;

import java.util.function.Supplier;

/**
 * A cluster whose service-account tokens are believed.
 *
 * @param issuer the {@code iss} of its tokens
 * @param jwks gives its public keys as a JSON Web Key Set (RFC 7517); asked for each assertion, because clusters rotate keys
 */
public record TrustedIssuer(String issuer, Supplier<String> jwks) {}
