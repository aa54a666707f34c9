package io.toygres.connection;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HeadWatchTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String HEAD = "GET / HTTP/1.1\r\nHost: here\r\n";
    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII);

    private final EmbeddedChannel http1 = channel(new EmbeddedChannel(
            new HeadWatch(LIMIT), new HttpRequestDecoder(), new HttpResponseEncoder(), new Resource()));
    private final EmbeddedChannel http2 = channel(new EmbeddedChannel(new HeadWatch(LIMIT)));

    private static EmbeddedChannel channel(EmbeddedChannel channel) {
        channel.freezeTime();
        return channel;
    }

    /** In Vert.x' place. */
    private static final class Resource extends SimpleChannelInboundHandler<HttpObject> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
            // Answered by the test.
        }
    }

    @Test
    void endsAHeadThatStopsHalfWay() {
        send("GET / HTTP/1.1\r\nHo");
        pass(Duration.ofSeconds(29));
        assertThat(http1.isOpen()).isTrue();

        pass(Duration.ofSeconds(2));

        assertThat(answer()).startsWith("HTTP/1.1 408 ").contains("\"code\":\"REQUEST_TIMEOUT\"");
        pass(Duration.ofSeconds(1));
        assertThat(http1.isOpen()).isFalse();
    }

    @Test
    void endsAHeadThatComesAByteAtATime() {
        for (int i = 0; i < HEAD.length() && http1.isOpen(); i++) {
            send(HEAD.substring(i, i + 1));
            pass(Duration.ofSeconds(2));
        }

        assertThat(http1.isOpen()).isFalse();
    }

    @Test
    void endsTheSecondHeadOfAConnectionToo() {
        send(HEAD + "\r\n");
        respond();
        send("GET /again");

        pass(Duration.ofSeconds(31));
        pass(Duration.ofSeconds(1));

        assertThat(http1.isOpen()).isFalse();
    }

    @Test
    void leavesAConnectionAloneThatRests() {
        pass(Duration.ofHours(1));
        send(HEAD + "\r\n");
        respond();

        pass(Duration.ofHours(1));

        assertThat(http1.isOpen()).isTrue();
    }

    @Test
    void leavesARequestAloneThatIsAnsweredForLong() {
        send(HEAD);
        pass(Duration.ofSeconds(20));
        send("Content-Length: 4\r\n\r\nab");
        pass(Duration.ofSeconds(20));
        send("cd");

        pass(Duration.ofHours(1));

        assertThat(http1.isOpen()).isTrue();
    }

    @Test
    void anInterimResponseIsNoAnswer() {
        send(HEAD + "Content-Length: 2\r\n\r\n");
        http1.writeOutbound(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
        send("ab");

        pass(Duration.ofHours(1));

        assertThat(http1.isOpen()).isTrue();
    }

    @Test
    void tellsWhatIsNoHttp() {
        send("GET / HTTP/1.1\r\nContent-Length: many\r\n\r\n");

        assertThat(answer()).startsWith("HTTP/1.1 400 ").contains("\"code\":\"BAD_REQUEST\"");
        pass(Duration.ofSeconds(1));
        assertThat(http1.isOpen()).isFalse();
    }

    @Test
    void endsAFrameOrABlockOfHeadersThatStopsHalfWay() {
        frames(PREFACE, frame(0, 4, 0));
        pass(Duration.ofHours(1));
        assertThat(http2.isOpen()).isTrue();

        frames(frame(3, 1, 0), new byte[3]);
        pass(Duration.ofSeconds(31));

        assertThat(http2.isOpen()).isFalse();
    }

    @Test
    void leavesFramesAloneThatComeAsAWhole() {
        frames(PREFACE, frame(0, 4, 0));
        for (int i = 0; i < 100; i++) {
            // The second half of one with the first of the next.
            frames(frame(2, 0, 0), new byte[1]);
            pass(Duration.ofSeconds(20));
            frames(new byte[1], frame(3, 1, 4), new byte[2]);
            pass(Duration.ofSeconds(20));
            frames(new byte[1]);
        }

        assertThat(http2.isOpen()).isTrue();
    }

    private static byte[] frame(int length, int type, int flags) {
        return new byte[] {0, 0, (byte) length, (byte) type, (byte) flags, 0, 0, 0, 1};
    }

    private void send(String text) {
        http1.writeInbound(Unpooled.copiedBuffer(text, US_ASCII));
    }

    private void frames(byte[]... parts) {
        http2.writeInbound(Unpooled.copiedBuffer(parts));
    }

    private void respond() {
        var response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.NO_CONTENT);
        http1.writeOutbound(response);
    }

    private String answer() {
        StringBuilder answer = new StringBuilder();
        for (ByteBuf part = http1.readOutbound(); part != null; part = http1.readOutbound()) {
            answer.append(part.toString(US_ASCII));
            part.release();
        }
        return answer.toString();
    }

    private void pass(Duration time) {
        for (EmbeddedChannel channel : new EmbeddedChannel[] {http1, http2}) {
            channel.advanceTimeBy(time.toMillis(), TimeUnit.MILLISECONDS);
            channel.runScheduledPendingTasks();
        }
    }
}
