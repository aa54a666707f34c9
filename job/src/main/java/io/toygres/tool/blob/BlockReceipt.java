package io.toygres.tool.blob;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * That the storage has taken a block, and the checksum of what it received. azcopy writes the answer to each request into its log, at level
 * DEBUG with all headers.
 */
record BlockReceipt(Id id, long crc64) {

    private static final int UPLOAD_BYTES = 16;
    private static final Pattern PUT = Pattern.compile("PUT .*[?&]blockid=([^&]+).*");
    private static final String CREATED = "RESPONSE Status: 201";
    private static final String CHECKSUM = "x-ms-content-crc64: ";

    /**
     * Which block of which upload.
     *
     * @param upload in lower-case hex
     */
    record Id(String upload, int block) {

        private static Id of(String parameter) {
            ByteBuffer id =
                    ByteBuffer.wrap(Base64.getDecoder().decode(URLDecoder.decode(parameter, StandardCharsets.UTF_8)));
            byte[] upload = new byte[UPLOAD_BYTES];
            id.get(upload);
            return new Id(HexFormat.of().formatHex(upload), id.getInt());
        }
    }

    /** @param log one of azcopy's; the last answer for a block counts */
    static Map<Id, BlockReceipt> in(BufferedReader log) throws IOException {
        Map<Id, BlockReceipt> receipts = new HashMap<>();
        String block = "";
        boolean taken = false;
        for (String line = log.readLine(); line != null; line = log.readLine()) {
            String text = line.strip();
            Matcher put = PUT.matcher(text);
            if (line.contains("==> ")) {
                block = "";
                taken = false;
            } else if (put.matches()) {
                block = put.group(1);
            } else if (text.startsWith(CREATED)) {
                taken = true;
            } else if (taken && !block.isEmpty() && text.regionMatches(true, 0, CHECKSUM, 0, CHECKSUM.length())) {
                BlockReceipt receipt = new BlockReceipt(Id.of(block), checksum(text.substring(CHECKSUM.length())));
                receipts.put(receipt.id(), receipt);
            }
        }
        return receipts;
    }

    private static long checksum(String base64) {
        return ByteBuffer.wrap(Base64.getDecoder().decode(base64))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong();
    }
}
