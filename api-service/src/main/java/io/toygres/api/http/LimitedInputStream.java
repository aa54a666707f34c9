package io.toygres.api.http;

import io.toygres.api.problem.BodyTooLargeException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A body that must not have more than so many bytes. */
final class LimitedInputStream extends FilterInputStream {

    private long left;

    LimitedInputStream(InputStream body, long limit) {
        super(body);
        this.left = limit;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        count(read < 0 ? read : 1);
        return read;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        count(read);
        return read;
    }

    private void count(int read) throws BodyTooLargeException {
        left -= Math.max(read, 0);
        if (left < 0) {
            throw new BodyTooLargeException();
        }
    }
}
