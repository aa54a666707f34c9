package io.toygres.local.identity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * A JSON Web Token signed with RS256 (RFC 7519), taken apart but not yet believed.
 *
 * @param signed what the signature is over: header and claims as they were sent
 * @param signature in base64
 */
record Jwt(JsonNode header, JsonNode claims, String signed, String signature) {
    static final ObjectMapper JSON = new ObjectMapper();

    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    /** Empty when it isn't three parts of base64 with JSON in the first two. */
    static Optional<Jwt> parse(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            Base64.Decoder decoder = Base64.getUrlDecoder();
            return Optional.of(new Jwt(
                    JSON.readTree(decoder.decode(parts[0])),
                    JSON.readTree(decoder.decode(parts[1])),
                    parts[0] + "." + parts[1],
                    parts[2]));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static String sign(String keyId, PrivateKey key, Map<String, ?> claims) {
        try {
            byte[] header = JSON.writeValueAsBytes(Map.of("alg", "RS256", "typ", "JWT", "kid", keyId));
            String signed =
                    ENCODER.encodeToString(header) + "." + ENCODER.encodeToString(JSON.writeValueAsBytes(claims));
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + ENCODER.encodeToString(signature.sign());
        } catch (JsonProcessingException | GeneralSecurityException e) {
            throw new IllegalStateException("Could not sign a token", e);
        }
    }

    boolean isSignedBy(PublicKey key) {
        if (!header.path("alg").asText().equals("RS256")) {
            return false;
        }
        try {
            Signature check = Signature.getInstance("SHA256withRSA");
            check.initVerify(key);
            check.update(signed.getBytes(StandardCharsets.US_ASCII));
            return check.verify(Base64.getUrlDecoder().decode(signature));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    String keyId() {
        return header.path("kid").asText();
    }

    String claim(String name) {
        return claims.path(name).asText();
    }

    /** Whether the {@code aud} claim, a string or an array, names it. */
    boolean isFor(String audience) {
        JsonNode found = claims.path("aud");
        if (!found.isArray()) {
            return found.asText().equals(audience);
        }
        for (JsonNode one : found) {
            if (one.asText().equals(audience)) {
                return true;
            }
        }
        return false;
    }
}
