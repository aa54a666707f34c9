package io.toygres.contract.image;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The blocks of a blob of which the storage has answered, to each {@code Put Block}, the checksum that the sender had computed
 * (<a href="https://learn.microsoft.com/rest/api/storageservices/put-block">x-ms-content-crc64</a>). A blob whose committed blocks are these
 * is what was sent.
 *
 * @param upload what the ids of the blocks begin with: azcopy's for one upload, 16 bytes in lower-case hex
 * @param blockBytes length of each but the last
 */
public record ConfirmedBlocks(String upload, long blockBytes) {

    /** As azcopy makes them: https://github.com/Azure/azure-sdk-for-go/blob/main/sdk/storage/azblob/blockblob/chunkwriting.go */
    private static final int ID_BYTES = 64;

    /** The id of a block, counted from 0, as Base64. */
    public String id(int block) {
        ByteBuffer id = ByteBuffer.allocate(ID_BYTES);
        id.put(HexFormat.of().parseHex(upload)).putInt(block);
        return Base64.getEncoder().encodeToString(id.array());
    }
}
