package io.toygres.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quarkus.runtime.Startup;
import io.toygres.secret.MacKeys;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Proves that a command is api-service's, whoever may write to the topic. It covers all that a command means and where it goes, so that
 * none can be moved to another instance, or come again under another id or as a newer one. The keys are read at start-up, so that no
 * service starts without.
 */
@Singleton
@Startup
public final class CommandMac {

    static final String PROPERTY = "toygres.command-keys.file";

    private final MacKeys keys;

    /** @param file one key a line, {@code <key id>:<base64 of 32 bytes>}; the last one signs, all verify */
    @Inject
    CommandMac(@ConfigProperty(name = PROPERTY) Path file) {
        this(MacKeys.read(file, PROPERTY + " (TOYGRES_COMMAND_KEYS_FILE)"));
    }

    public CommandMac(MacKeys keys) {
        this.keys = keys;
    }

    String sign(String topic, String key, CloudEventHeaders headers, byte[] body) {
        return keys.sign(content(topic, key, headers, body));
    }

    /** @throws RefusedMessageException when the command is not by who has the keys, or was changed on its way */
    void verify(String topic, String key, CloudEventHeaders headers, byte[] body) {
        if (!keys.verify(content(topic, key, headers, body), headers.require(CloudEventHeaders.MAC))) {
            throw new RefusedMessageException(
                    "header " + CloudEventHeaders.MAC + " is not api-service's for this command");
        }
    }

    /** Each part with its length before it: no two commands have the same. */
    private static byte[] content(String topic, String key, CloudEventHeaders headers, byte[] body) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            for (String part : List.of(
                    topic,
                    key,
                    headers.require(CloudEventHeaders.ID),
                    headers.require(CloudEventHeaders.TYPE),
                    headers.require(CloudEventHeaders.SUBJECT),
                    headers.require(CloudEventHeaders.TIME))) {
                write(out, part.getBytes(UTF_8));
            }
            write(out, body);
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes every byte", e);
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, byte[] part) throws IOException {
        out.writeInt(part.length);
        out.write(part);
    }
}
