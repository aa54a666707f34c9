package io.toygres.tool.blob;

import io.toygres.contract.image.ConfirmedBlocks;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What goes to azcopy, with the checksum of each block as azcopy cuts it: as many bytes as a block has, and what is left. */
final class SentBlocks extends FilterOutputStream {

    private final long blockBytes;
    private final Crc64 crc = new Crc64();
    private final List<Long> checksums = new ArrayList<>();
    private long inBlock;

    SentBlocks(OutputStream azcopy, long blockBytes) {
        super(azcopy);
        this.blockBytes = blockBytes;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        int at = offset;
        int left = length;
        while (left > 0) {
            int part = (int) Math.min(left, blockBytes - inBlock);
            crc.update(bytes, at, part);
            at += part;
            left -= part;
            inBlock += part;
            if (inBlock == blockBytes) {
                endBlock();
            }
        }
    }

    private void endBlock() {
        checksums.add(crc.take());
        inBlock = 0;
    }

    /**
     * Compares with what the storage has answered, once all bytes are sent.
     *
     * @return empty when it has not answered for every block, such as for a blob that went in one piece
     * @throws IOException when it has received other bytes than these
     */
    Optional<ConfirmedBlocks> confirm(Map<BlockReceipt.Id, BlockReceipt> receipts) throws IOException {
        if (inBlock > 0) {
            endBlock();
        }
        List<String> uploads = receipts.keySet().stream()
                .map(BlockReceipt.Id::upload)
                .distinct()
                .toList();
        if (uploads.size() != 1 || receipts.size() != checksums.size()) {
            return Optional.empty();
        }
        for (int block = 0; block < checksums.size(); block++) {
            BlockReceipt receipt = receipts.get(new BlockReceipt.Id(uploads.getFirst(), block));
            if (receipt == null) {
                return Optional.empty();
            }
            if (receipt.crc64() != checksums.get(block)) {
                throw new IOException("the storage has received other bytes than were sent, in block " + block);
            }
        }
        return Optional.of(new ConfirmedBlocks(uploads.getFirst(), blockBytes));
    }
}
