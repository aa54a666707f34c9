package io.toygres.api.request;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quarkus.arc.Arc;
import io.toygres.api.testing.People.Person;
import io.toygres.api.testing.TestClock;
import io.toygres.contract.Topic;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Another service with a token, which signs as {@code docs/asyncapi.yaml} says, with the JDK's means. */
record Requester(UUID token, String secret) {

    static Requester of(Person owner, String more) {
        var made = owner.post("/api/tokens", "{\"name\": \"requester\"" + more + "}")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
        return new Requester(UUID.fromString(made.getString("token.id")), made.getString("secret"));
    }

    ProducerRecord<String, byte[]> request(UUID id, String type, String body) {
        return request(id, type, body, now());
    }

    ProducerRecord<String, byte[]> request(UUID id, String type, String body, Instant time) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("ce_specversion", "1.0");
        headers.put("ce_id", id.toString());
        headers.put("ce_source", "billing");
        headers.put("ce_type", type);
        headers.put("ce_time", time.toString());
        headers.put("content-type", "application/json");
        headers.put("toygres-token", token.toString());
        headers.put(
                "toygres-signature",
                sign("toygres.requests.v1\n" + token + "\n" + id + "\nbilling\n" + type + "\n" + time + "\n" + body));
        var record = new ProducerRecord<>(Topic.REQUESTS.topicName(), id.toString(), body.getBytes(UTF_8));
        headers.forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
        return record;
    }

    /** By the service's clock, which other tests set forward. */
    static Instant now() {
        return Arc.container().instance(TestClock.class).get().instant();
    }

    private String sign(String content) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            byte[] seed = mac.doFinal("toygres.requests.v1".getBytes(UTF_8));
            PrivateKey key = KeyFactory.getInstance("Ed25519")
                    .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(key);
            signature.update(content.getBytes(UTF_8));
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
