package io.toygres.tool.pipes;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * What is sent on a lane: files one after the other, each as its number in the image's manifest and then its bytes, of which the manifest
 * says how many there are. The manifest itself goes first, on lane 0. A lane that ends without {@link #END} was broken off.
 */
public final class Lane {

    /** How many there are: the first for the manifest and all small files, the others for large ones. */
    public static final int COUNT = 3;

    static final int END = -1;
    static final int MANIFEST = -2;

    /** A manifest is names and numbers; one of ten thousand tables takes about 1 MiB. */
    public static final int LONGEST_MANIFEST = 256 * 1024 * 1024;

    private Lane() {}

    /** The sending end. */
    public static final class Writer {
        private final DataOutputStream out;

        public Writer(OutputStream pipe) {
            this.out = new DataOutputStream(pipe);
        }

        public void manifest(byte[] manifest) throws IOException {
            out.writeInt(MANIFEST);
            out.writeInt(manifest.length);
            out.write(manifest);
            out.flush();
        }

        /** The stream takes exactly as many bytes as the manifest says. */
        public OutputStream file(int number) throws IOException {
            out.writeInt(number);
            return out;
        }

        public void end() throws IOException {
            out.writeInt(END);
            out.flush();
        }
    }

    /** The receiving end. */
    public static final class Reader {
        private final DataInputStream in;

        public Reader(InputStream pipe) {
            this.in = new DataInputStream(pipe);
        }

        public byte[] manifest() throws IOException {
            if (in.readInt() != MANIFEST) {
                throw new IOException("the lane does not begin with a manifest");
            }
            int length = in.readInt();
            if (length < 0 || length > LONGEST_MANIFEST) {
                throw new IOException("the manifest is too long");
            }
            byte[] manifest = in.readNBytes(length);
            if (manifest.length < length) {
                throw new EOFException();
            }
            return manifest;
        }

        /** The number of the next file, or -1 at the end. @throws EOFException when the lane was broken off */
        public int next() throws IOException {
            int number = in.readInt();
            if (number < END) {
                throw new IOException("the lane has no file where one should begin");
            }
            return number;
        }

        public InputStream bytes() {
            return in;
        }
    }
}
