package io.toygres.provisioner.instance;

import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.toygres.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The Kubernetes Secret with the password of role {@code postgres}: key {@code password}, its UTF-8 bytes and nothing else. */
public final class PasswordSecret {

    static final String KEY = "password";

    private PasswordSecret() {}

    static io.fabric8.kubernetes.api.model.Secret desired(Instance instance, Secret password) {
        byte[] bytes = password.reveal().getBytes(StandardCharsets.UTF_8);
        return new SecretBuilder()
                .withMetadata(instance.metadata(instance.names().secret(), "password"))
                .withType("Opaque")
                .addToData(KEY, Base64.getEncoder().encodeToString(bytes))
                .build();
    }

    /** The password that the Secret holds. */
    public static Secret read(io.fabric8.kubernetes.api.model.Secret secret) {
        byte[] bytes = Base64.getDecoder().decode(secret.getData().get(KEY));
        return new Secret(new String(bytes, StandardCharsets.UTF_8));
    }
}
