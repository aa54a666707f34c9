package io.toygres.api.webhook.connection;

import io.toygres.contract.Cidr;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.util.List;

/**
 * Which IP addresses may be connected to: those of the public network, and those that a setting allows. A user chooses where a webhook leads,
 * and this service stands where it can reach what they can't: other services, and the metadata endpoint that gives out credentials.
 */
@Singleton
class AddressRules {

    /** What of IPv4 is not public: https://www.iana.org/assignments/iana-ipv4-special-registry */
    private static final List<Block> SPECIAL_V4 = blocks(
            "0.0.0.0/8",
            "10.0.0.0/8",
            // Carrier-grade NAT, and some clouds' metadata.
            "100.64.0.0/10",
            "127.0.0.0/8",
            // Link-local, with the metadata endpoint 169.254.169.254.
            "169.254.0.0/16",
            "172.16.0.0/12",
            // Azure's, of every virtual network:
            // https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16
            "168.63.129.16/32",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4");

    /** All public ones of IPv6 are in it: neither mapped IPv4 addresses, nor those of NAT64, nor unique local and link-local ones. */
    private static final Block PUBLIC_V6 = Block.of("2000::/3");

    /** What is not public in there, or has an IPv4 address in it: https://www.iana.org/assignments/iana-ipv6-special-registry */
    private static final List<Block> SPECIAL_V6 = blocks("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

    private final List<Block> allowed;

    /** @throws IllegalArgumentException when a setting is no block */
    AddressRules(ConnectionConfig config) {
        this.allowed = config.allowedCidrs().orElse(List.of()).stream()
                .map(AddressRules::setting)
                .toList();
    }

    boolean allows(InetAddress address) {
        return isIn(allowed, address) || isPublic(address);
    }

    private static boolean isPublic(InetAddress address) {
        return address.getAddress().length == 4
                ? !isIn(SPECIAL_V4, address)
                : PUBLIC_V6.has(address) && !isIn(SPECIAL_V6, address);
    }

    private static boolean isIn(List<Block> blocks, InetAddress address) {
        return blocks.stream().anyMatch(block -> block.has(address));
    }

    private static Block setting(String text) {
        Cidr.complaint(text).ifPresent(complaint -> {
            throw new IllegalArgumentException("toygres.webhooks.allowed-cidrs: " + text + " " + complaint);
        });
        return Block.of(text);
    }

    private static List<Block> blocks(String... cidrs) {
        return List.of(cidrs).stream().map(Block::of).toList();
    }

    /** The addresses whose first bits are these. Java itself turns an IPv4 address that is mapped into IPv6 back into one of IPv4. */
    private record Block(InetAddress first, int length) {

        static Block of(String cidr) {
            String[] parts = cidr.split("/", -1);
            return new Block(InetAddress.ofLiteral(parts[0]), Integer.parseInt(parts[1]));
        }

        boolean has(InetAddress address) {
            byte[] ours = first.getAddress();
            byte[] other = address.getAddress();
            if (ours.length != other.length) {
                return false;
            }
            for (int bit = 0; bit < length; bit++) {
                int mask = 0x80 >> bit % Byte.SIZE;
                if ((ours[bit / Byte.SIZE] & mask) != (other[bit / Byte.SIZE] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }
}
