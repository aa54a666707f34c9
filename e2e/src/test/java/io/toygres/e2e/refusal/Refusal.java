package io.toygres.e2e.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.e2e.api.Reply;

/** What every refusal tells: a stable code, the field at fault, what was wrong, what to do. */
final class Refusal {

    private Refusal() {}

    static void isOf(Reply reply, String code, String field) {
        assertThat(reply.status()).as(reply.body().toString()).isBetween(400, 499);
        assertThat(reply.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(reply.body().path("code").asText()).isEqualTo(code);
        assertThat(reply.body().path("field").asText()).isEqualTo(field);
        assertThat(reply.body().path("detail").asText()).isNotBlank();
        assertThat(reply.body().path("remedy").asText()).isNotBlank();
    }
}
