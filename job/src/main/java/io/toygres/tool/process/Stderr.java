package io.toygres.tool.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What a program says on stderr: the beginning and the end of it, however much it is. */
final class Stderr {

    private static final int KEPT = 64 * 1024;

    private final ByteArrayOutputStream head = new ByteArrayOutputStream();
    private byte[] tail = new byte[0];
    private final Thread reader;

    Stderr(String program, InputStream stderr) {
        this.reader = Thread.ofPlatform().daemon().name(program + "-stderr").start(() -> drain(stderr));
    }

    private void drain(InputStream stderr) {
        byte[] buffer = new byte[8192];
        try (stderr) {
            for (int read = stderr.read(buffer); read >= 0; read = stderr.read(buffer)) {
                keep(buffer, read);
            }
        } catch (IOException _) {
            // The program was killed: what it has said until then is kept.
        }
    }

    private synchronized void keep(byte[] buffer, int read) {
        int toHead = Math.min(read, KEPT - head.size());
        head.write(buffer, 0, toHead);
        int left = read - toHead;
        if (left > 0) {
            int old = Math.min(tail.length, KEPT - Math.min(left, KEPT));
            byte[] longer = new byte[old + left];
            System.arraycopy(tail, tail.length - old, longer, 0, old);
            System.arraycopy(buffer, toHead, longer, old, left);
            tail = longer;
        }
    }

    /** All that is kept, once the program has closed its stderr; a child of its own may hold that open, which is not waited for. */
    String text() {
        Optional<InterruptedException> interrupted = Interrupts.join(reader, 2_000);
        interrupted.ifPresent(_ -> Thread.currentThread().interrupt());
        synchronized (this) {
            String begin = head.toString(StandardCharsets.UTF_8);
            return tail.length == 0 ? begin : begin + "\n…\n" + new String(tail, StandardCharsets.UTF_8);
        }
    }
}
