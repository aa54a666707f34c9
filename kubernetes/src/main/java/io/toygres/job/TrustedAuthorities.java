package io.toygres.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.toygres.kubernetes.Labels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The certificate authorities that Jobs trust in place of those of their image: an immutable ConfigMap named after its content, so
 * that a running Job keeps its own while a service with others starts.
 */
record TrustedAuthorities(String pem) {

    /** Where a container finds them. */
    static final String FOLDER = "/toygres/authorities";

    private static final String FILE = "ca.pem";
    private static final int HASH_DIGITS = 12;

    /** @param file in PEM */
    static TrustedAuthorities read(Path file) {
        try {
            return new TrustedAuthorities(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException("toygres.jobs.ca-file cannot be read: " + file, e);
        }
    }

    ConfigMap configMap(String namespace) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name())
                .addToLabels(Labels.NAME, Labels.TOYGRES)
                .addToLabels(Labels.MANAGED_BY, Labels.TOYGRES)
                .addToLabels(Labels.COMPONENT, "job-authorities")
                .endMetadata()
                .withImmutable(true)
                .addToData(FILE, pem)
                .build();
    }

    JobVolume volume() {
        return JobVolume.configMap("authorities", name(), FOLDER);
    }

    /** For {@code SSL_CERT_FILE}. */
    String path() {
        return FOLDER + "/" + FILE;
    }

    private String name() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(pem.getBytes(UTF_8));
            return "toygres-job-authorities-" + HexFormat.of().formatHex(hash).substring(0, HASH_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
