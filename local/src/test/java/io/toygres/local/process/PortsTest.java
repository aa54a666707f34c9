package io.toygres.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.Test;

final class PortsTest {
    @Test
    void aPortIsThereForItsServersOneAfterTheOther() throws IOException {
        int port = Ports.free();
        assertThat(Ports.answers("127.0.0.1", port)).isFalse();
        for (int i = 0; i < 2; i++) {
            try (ServerSocket server = new ServerSocket()) {
                server.bind(Ports.at("127.0.0.1", port));
                assertThat(Ports.answers("127.0.0.1", port)).isTrue();
            }
            try (ServerSocketChannel server = ServerSocketChannel.open()) {
                server.bind(Ports.at("127.0.0.1", port));
            }
        }
        assertThat(Ports.isFree("127.0.0.1", port)).isTrue();
    }

    /** Whoever asks for a port tries so, in this process or another. */
    @Test
    void nobodyElseGetsIt() throws IOException {
        int port = Ports.free();
        try (SocketChannel other = SocketChannel.open()) {
            assertThatThrownBy(() -> other.bind(Ports.at("127.0.0.1", port))).isInstanceOf(BindException.class);
        }
    }
}
