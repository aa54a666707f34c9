package io.toygres.connection;

import io.netty.bootstrap.ChannelInitializerExtension;
import io.quarkus.vertx.VertxOptionsCustomizer;
import io.vertx.core.VertxOptions;
import jakarta.inject.Singleton;

/** Has Netty look for {@link ConnectionExtension}, before anything uses Netty. */
@Singleton
final class ExtensionSwitch implements VertxOptionsCustomizer {

    private final ConnectionSettings settings;

    ExtensionSwitch(ConnectionSettings settings) {
        this.settings = settings;
    }

    @Override
    public void accept(VertxOptions options) {
        System.setProperty(ChannelInitializerExtension.EXTENSIONS_SYSTEM_PROPERTY, "serviceload");
        ConnectionExtension.configure(settings);
    }
}
