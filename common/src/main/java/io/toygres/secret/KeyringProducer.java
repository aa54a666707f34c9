package io.toygres.secret;

import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The keyring of a service whose {@code application.properties} says {@code toygres.keyring.enabled=true}. It is read at
 * start-up, so that such a service does not start without one.
 */
final class KeyringProducer {

    /** @param file see {@link KeyringFile} */
    @Produces
    @Singleton
    @Startup
    @IfBuildProperty(name = "toygres.keyring.enabled", stringValue = "true")
    Keyring keyring(@ConfigProperty(name = "toygres.keyring.file") Path file) {
        return KeyringFile.read(file);
    }
}
