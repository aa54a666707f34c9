package io.toygres.connection;

import io.netty.bootstrap.ChannelInitializerExtension;
import io.netty.channel.Channel;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;

/**
 * Watches every connection that a server of this process accepts. Netty finds it as a service
 * (https://netty.io/4.1/api/io/netty/bootstrap/ChannelInitializerExtension.html), since neither Quarkus nor Vert.x lets anybody at the
 * connections of their servers.
 */
@RegisterForReflection
public final class ConnectionExtension extends ChannelInitializerExtension {

    private static volatile Duration headTimeout = Duration.ofSeconds(30);

    static void configure(ConnectionSettings settings) {
        headTimeout = settings.headTimeout();
    }

    /** Vert.x' own handlers are not there yet. */
    @Override
    public void postInitializeServerChildChannel(Channel channel) {
        channel.pipeline().addFirst(new FirstBytes(headTimeout));
    }
}
