package io.toygres.tool.wire;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * What the server says, taken in by a thread of its own: one that warns of every row would otherwise stand still with us once nobody reads
 * its warnings.
 */
final class Incoming {

    private static final int MOST_WARNINGS = 20;

    private final SocketChannel channel;
    private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
    private final List<ServerMessage> warnings = new ArrayList<>();
    private volatile @Nullable ServerMessage refusal;

    /** @param lost why no further one comes; null for what the server said */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Message(char type, byte[] body, @Nullable IOException lost) {}

    Incoming(SocketChannel channel) {
        this.channel = channel;
    }

    void start() {
        Thread.ofPlatform().daemon().name("session").start(this::readMessages);
    }

    /** Waits for the next one. */
    Message take() throws IOException {
        try {
            Message message = messages.take();
            if (message.lost() != null) {
                messages.add(message); // for whoever asks next
                throw lost(message.lost());
            }
            return message;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Whether it has said since {@link #forgetRefusal} that it does not go on. */
    boolean isRefused() {
        return refusal != null;
    }

    void forgetRefusal() {
        refusal = null;
    }

    /** A connection that ended: what the server said last tells more than that, if it said anything. */
    IOException lost(IOException cause) {
        ServerMessage last = refusal;
        return last == null
                ? new SessionLostException("The connection to the server was lost.", cause)
                : new SqlFailureException(last);
    }

    /** What it has warned of since the last call, at most {@value #MOST_WARNINGS}. */
    List<ServerMessage> takeWarnings() {
        synchronized (warnings) {
            List<ServerMessage> taken = List.copyOf(warnings);
            warnings.clear();
            return taken;
        }
    }

    private void readMessages() {
        MessageReader reader = new MessageReader(channel);
        try {
            while (true) {
                accept((char) reader.type(), reader.body());
            }
        } catch (IOException | RuntimeException e) {
            IOException lost = e instanceof IOException io ? io : new IOException(e);
            messages.add(new Message('X', new byte[0], lost));
        }
    }

    private void accept(char type, byte[] body) {
        switch (type) {
            case 'N' -> keepWarning(ServerMessage.of(body));
            case 'S', 'K', 'A' -> {}
            case 'E' -> {
                refusal = ServerMessage.of(body);
                messages.add(new Message(type, body, null));
            }
            default -> messages.add(new Message(type, body, null));
        }
    }

    private void keepWarning(ServerMessage message) {
        synchronized (warnings) {
            if (message.isWarning() && warnings.size() < MOST_WARNINGS) {
                warnings.add(message);
            }
        }
    }
}
