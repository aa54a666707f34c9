package io.toygres.contract;

import java.net.InetAddress;
import java.util.Optional;

/** Blocks of IP addresses in the notation of RFC 4632, such as {@code 203.0.113.0/24} and {@code 2001:db8::/32}. */
public final class Cidr {

    /** How many an instance may allow; every one is a rule of the load balancer. */
    public static final int MOST = 100;

    private Cidr() {}

    /** What is wrong with the text, as the end of a sentence that begins with it; empty when it is a block. */
    public static Optional<String> complaint(String text) {
        String[] addressAndLength = text.split("/", -1);
        if (addressAndLength.length != 2 || !addressAndLength[1].matches("[0-9]{1,3}")) {
            return Optional.of("is not an address, a slash and a length");
        }
        Optional<byte[]> address = address(addressAndLength[0]);
        if (address.isEmpty()) {
            return Optional.of("does not begin with an IPv4 or IPv6 address");
        }
        int length = Integer.parseInt(addressAndLength[1]);
        int bits = address.get().length * Byte.SIZE;
        if (length > bits) {
            return Optional.of("has a length above " + bits);
        }
        return hasBitsBehind(address.get(), length)
                ? Optional.of("is an address within a block and not the block's first")
                : Optional.empty();
    }

    private static Optional<byte[]> address(String text) {
        // Neither the scopes that the JDK takes, nor the old forms with fewer or octal numbers.
        boolean plain = text.matches("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}")
                || text.matches("[0-9A-Fa-f:]*:[0-9A-Fa-f:]*");
        try {
            return plain ? Optional.of(InetAddress.ofLiteral(text).getAddress()) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static boolean hasBitsBehind(byte[] address, int length) {
        for (int bit = length; bit < address.length * Byte.SIZE; bit++) {
            if ((address[bit / Byte.SIZE] & (0x80 >> bit % Byte.SIZE)) != 0) {
                return true;
            }
        }
        return false;
    }
}
