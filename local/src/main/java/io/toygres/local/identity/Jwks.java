package io.toygres.local.identity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** RSA keys of a JSON Web Key Set (RFC 7517). */
final class Jwks {
    private Jwks() {}

    /** The key with this id; empty when the set has none. */
    static Optional<PublicKey> find(String jwks, String keyId) {
        try {
            for (JsonNode key : Jwt.JSON.readTree(jwks).path("keys")) {
                if (key.path("kid").asText().equals(keyId)
                        && key.path("kty").asText().equals("RSA")) {
                    return Optional.of(KeyFactory.getInstance("RSA")
                            .generatePublic(new RSAPublicKeySpec(number(key, "n"), number(key, "e"))));
                }
            }
            return Optional.empty();
        } catch (JsonProcessingException | GeneralSecurityException e) {
            throw new IllegalStateException("Not a JSON Web Key Set: " + jwks, e);
        }
    }

    static Map<String, String> entry(String keyId, RSAPublicKey key) {
        return Map.of(
                "kty",
                "RSA",
                "use",
                "sig",
                "alg",
                "RS256",
                "kid",
                keyId,
                "n",
                text(key.getModulus()),
                "e",
                text(key.getPublicExponent()));
    }

    static String of(String keyId, RSAPublicKey key) {
        try {
            return Jwt.JSON.writeValueAsString(Map.of("keys", List.of(entry(keyId, key))));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Could not write a JSON Web Key Set", e);
        }
    }

    private static BigInteger number(JsonNode key, String field) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(key.path(field).asText()));
    }

    private static String text(BigInteger number) {
        byte[] bytes = number.toByteArray();
        int signByte = bytes[0] == 0 ? 1 : 0;
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Arrays.copyOfRange(bytes, signByte, bytes.length));
    }
}
