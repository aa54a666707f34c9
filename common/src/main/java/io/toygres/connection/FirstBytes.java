package io.toygres.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandler;
import java.time.Duration;

/** Puts {@link HeadWatch} to where requests can be read, behind TLS, once Vert.x has put its own handlers into the pipeline. */
final class FirstBytes extends ChannelInboundHandlerAdapter {

    private final Duration headTimeout;

    FirstBytes(Duration headTimeout) {
        this.headTimeout = headTimeout;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
        ChannelPipeline pipeline = context.pipeline();
        ChannelHandlerContext tls = pipeline.context(SslHandler.class);
        pipeline.addAfter(tls == null ? context.name() : tls.name(), null, new HeadWatch(headTimeout));
        pipeline.remove(this);
        context.fireChannelRead(bytes);
    }
}
