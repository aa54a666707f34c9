package io.toygres.local.platform;

import java.nio.file.Path;

/**
 * A broker's listener that speaks TLS and lets in who has a password, by SCRAM-SHA-512 or by PLAIN as Azure Event Hubs does.
 *
 * @param port on 127.0.0.1
 * @param keyAndCertificate of the listener, in one PEM file
 * @param plainUser who may come by PLAIN; those of SCRAM the broker keeps itself
 */
record KafkaTls(int port, Path keyAndCertificate, String plainUser, String plainPassword) {

    String listener() {
        return ",SASL_SSL://127.0.0.1:" + port;
    }

    String properties() {
        return """
                ssl.keystore.type=PEM
                ssl.keystore.location=%1$s
                listener.security.protocol.map=PLAINTEXT:PLAINTEXT,SASL_SSL:SASL_SSL,CONTROLLER:PLAINTEXT
                sasl.enabled.mechanisms=SCRAM-SHA-512,PLAIN
                listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;
                listener.name.sasl_ssl.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required user_%2$s="%3$s";
                """.formatted(keyAndCertificate, plainUser, plainPassword);
    }
}
