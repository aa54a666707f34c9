package io.toygres.api.webhook;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** @param secret {@code whsec_} and the base64 of the key that {@code webhook-signature} is made with */
@Schema(description = "A webhook with its secret, which is told this once")
public record NewWebhook(WebhookView webhook, String secret) {

    /** Without the secret. */
    @Override
    public String toString() {
        return "NewWebhook[webhook=" + webhook + "]";
    }
}
