package io.toygres.localcluster.network;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;

/**
 * The names of the cluster, in the format of hosts(5): this is its DNS. Containers have the file bound over their
 * {@code /etc/hosts}, so it is rewritten in place and never replaced.
 */
public final class HostsFile {
    private static final String HEAD = "127.0.0.1 localhost\n::1 localhost ip6-localhost ip6-loopback\n";

    private final Path file;
    private Map<String, String> names = Map.of();

    public HostsFile(Path file) throws IOException {
        this.file = file;
        write(HEAD);
    }

    /** @param addresses by name */
    synchronized void set(Map<String, String> addresses) throws IOException {
        if (addresses.equals(names)) {
            return;
        }
        StringBuilder text = new StringBuilder(HEAD);
        new TreeMap<>(addresses)
                .forEach((name, address) ->
                        text.append(address).append(' ').append(name).append('\n'));
        write(text.toString());
        names = Map.copyOf(addresses);
    }

    /** One write over the old text, blank where the old one was longer, then cut: no reader sees half a line. */
    private void write(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            int old = (int) channel.size();
            ByteBuffer buffer = ByteBuffer.allocate(Math.max(bytes.length, old)).put(bytes);
            while (buffer.hasRemaining()) {
                buffer.put((byte) '\n');
            }
            buffer.flip();
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.truncate(bytes.length);
        }
    }
}
