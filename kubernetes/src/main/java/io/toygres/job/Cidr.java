package io.toygres.job;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of addresses, such as {@code 10.0.0.0/8}.
 *
 * @param text of IPv4, or anything with a colon for IPv6, which is passed on as it is
 */
record Cidr(String text) {

    /** IPv4 with a length, or IPv6, recognised by its colons. */
    static final String RANGE = "(\\d{1,3}\\.){3}\\d{1,3}/(\\d|[12]\\d|3[0-2])|[0-9a-fA-F:]*:[0-9a-fA-F:]*/\\d{1,3}";

    private static final Pattern ADDRESS = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");

    Cidr {
        if (!text.matches(RANGE)) {
            throw new IllegalArgumentException("not a range of addresses such as 10.0.0.0/8: " + text);
        }
    }

    /** Whether it is an IPv4 address and no name. */
    static boolean isAddress(String host) {
        return ADDRESS.matcher(host).matches();
    }

    /** Whether the other lies within this one and is smaller, which makes it an exception that Kubernetes takes. */
    boolean contains(Cidr other) {
        if (text.contains(":") || other.text.contains(":") || other.length() <= length()) {
            return false;
        }
        long mask = 0xFFFF_FFFFL << (32 - length());
        return (address() & mask) == (other.address() & mask);
    }

    private int length() {
        return Integer.parseInt(text.substring(text.indexOf('/') + 1));
    }

    private long address() {
        Matcher parts = ADDRESS.matcher(text);
        long value = 0;
        if (parts.lookingAt()) {
            for (int part = 1; part <= 4; part++) {
                value = value << 8 | Long.parseLong(parts.group(part));
            }
        }
        return value;
    }
}
