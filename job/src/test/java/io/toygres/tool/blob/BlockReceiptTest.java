package io.toygres.tool.blob;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.toygres.contract.image.ConfirmedBlocks;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class BlockReceiptTest {

    private static final ConfirmedBlocks BLOCKS = new ConfirmedBlocks("2e05bd5ec910420668579e9bbfa0b8b6", 5);
    private static final byte[] SENT = "123456789".getBytes(UTF_8);

    @Test
    void theChecksumIsThatOfTheCatalog() {
        Crc64 crc = new Crc64();
        crc.update(SENT, 0, SENT.length);

        // https://reveng.sourceforge.io/crc-catalogue/all.htm#crc.cat.crc-64-nvme
        assertThat(crc.take()).isEqualTo(0xae8b14860a799888L);
    }

    @Test
    void theChecksumDoesNotDependOnHowTheBytesCome() {
        byte[] bytes = "some longer text than eight bytes, in two parts".getBytes(UTF_8);
        Crc64 crc = new Crc64();
        crc.update(bytes, 0, bytes.length);
        long whole = crc.take();
        crc.update(bytes, 0, 11);
        crc.update(bytes, 11, bytes.length - 11);

        assertThat(crc.take()).isEqualTo(whole);
    }

    @Test
    void blocksThatTheStorageReceivedAsSentAreConfirmed() throws IOException {
        assertThat(sent().confirm(receipts(answer(1, "6789", 201) + answer(0, "12345", 201))))
                .contains(BLOCKS);
    }

    @Test
    void aBlockWithoutAnAnswerLeavesTheBlobUnconfirmed() throws IOException {
        assertThat(sent().confirm(receipts(answer(0, "12345", 201)))).isEmpty();
        assertThat(sent().confirm(receipts(answer(0, "12345", 201) + answer(1, "6789", 503))))
                .isEmpty();
        assertThat(sent().confirm(Map.of())).isEmpty();
    }

    @Test
    void aBlockThatArrivedOtherwiseFailsTheUpload() {
        assertThatThrownBy(() -> sent().confirm(receipts(answer(0, "12345", 201) + answer(1, "678?", 201))))
                .hasMessageContaining("in block 1");
    }

    private static SentBlocks sent() throws IOException {
        SentBlocks sent = new SentBlocks(OutputStream.nullOutputStream(), BLOCKS.blockBytes());
        sent.write(SENT, 0, 3);
        sent.write(SENT, 3, 6);
        return sent;
    }

    private static Map<BlockReceipt.Id, BlockReceipt> receipts(String log) throws IOException {
        return BlockReceipt.in(new BufferedReader(new StringReader(log)));
    }

    /** As azcopy writes it, with less in it that does not matter here. */
    private static String answer(int block, String received, int status) {
        byte[] bytes = received.getBytes(UTF_8);
        Crc64 crc = new Crc64();
        crc.update(bytes, 0, bytes.length);
        ByteBuffer checksum =
                ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(crc.take());
        return """
                2026/11/30 12:15:34 ==> REQUEST/RESPONSE (Try=1/380.973896ms, OpTime=413.789709ms) -- RESPONSE SUCCESSFULLY RECEIVED
                   PUT https://account.blob.core.windows.net/images/a%%2Fx?blockid=%s&comp=block
                   Authorization: REDACTED
                   Content-Length: %d
                   --------------------------------------------------------------------------------
                   RESPONSE Status: %d Created
                   X-Ms-Content-Crc64: %s
                   X-Ms-Request-Id: 3299f792-9fb6-4bfa-97e1-2deef7da8975

                """.formatted(
                        BLOCKS.id(block).replace("=", "%3D"),
                        bytes.length,
                        status,
                        Base64.getEncoder().encodeToString(checksum.array()));
    }
}
