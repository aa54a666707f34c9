package io.toygres.tool.blob;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** CRC-64/NVME, by which Azure Storage says what it has received; eight bytes at a time. */
final class Crc64 {

    private static final long POLYNOMIAL = 0x9A6C9329AC4BC9B5L; // reflected
    private static final long[][] TABLES = tables();
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private long state = -1;

    private static long[][] tables() {
        long[][] tables = new long[8][256];
        for (int i = 0; i < 256; i++) {
            long value = i;
            for (int bit = 0; bit < 8; bit++) {
                value = (value >>> 1) ^ ((value & 1) == 0 ? 0 : POLYNOMIAL);
            }
            tables[0][i] = value;
        }
        for (int table = 1; table < 8; table++) {
            for (int i = 0; i < 256; i++) {
                long before = tables[table - 1][i];
                tables[table][i] = tables[0][(int) before & 0xFF] ^ (before >>> 8);
            }
        }
        return tables;
    }

    void update(byte[] bytes, int offset, int length) {
        long crc = state;
        int at = offset;
        int end = offset + length;
        for (; at + 8 <= end; at += 8) {
            long x = crc ^ (long) LONGS.get(bytes, at);
            crc = TABLES[7][(int) x & 0xFF]
                    ^ TABLES[6][(int) (x >>> 8) & 0xFF]
                    ^ TABLES[5][(int) (x >>> 16) & 0xFF]
                    ^ TABLES[4][(int) (x >>> 24) & 0xFF]
                    ^ TABLES[3][(int) (x >>> 32) & 0xFF]
                    ^ TABLES[2][(int) (x >>> 40) & 0xFF]
                    ^ TABLES[1][(int) (x >>> 48) & 0xFF]
                    ^ TABLES[0][(int) (x >>> 56)];
        }
        for (; at < end; at++) {
            crc = TABLES[0][(int) (crc ^ bytes[at]) & 0xFF] ^ (crc >>> 8);
        }
        state = crc;
    }

    /** Of all bytes since the last call. */
    long take() {
        long crc = ~state;
        state = -1;
        return crc;
    }
}
