package io.toygres.localcluster.network;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Addresses of this machine's loopback, all of which Linux answers to without any setup. Clusters that run side by side have
 * different third numbers: each holds the kubelet's port on 127.1.x.1 while it lives, and has the same number again when it is
 * started again, because its Services keep their addresses.
 */
public final class Addresses implements AutoCloseable {
    private static final int KUBELET_PORT = 10250;
    private static final int BLOCKS = 256;

    private final ServerSocket claim;
    private final int block;
    private final Set<String> taken = new HashSet<>();

    /** What an address is for, and its second number. */
    public enum Use {
        POD(1),
        CLUSTER_IP(2),
        LOAD_BALANCER(3);

        private final int number;

        Use(int number) {
            this.number = number;
        }
    }

    private Addresses(ServerSocket claim, int block) {
        this.claim = claim;
        this.block = block;
        taken.add(node());
    }

    /**
     * Addresses that no running cluster has.
     *
     * @param directory the cluster's; where the search starts depends on it, so that clusters that run at different times are
     *     unlikely to choose the same
     */
    public static Addresses claim(Path directory) throws IOException {
        int first = Math.floorMod(directory.hashCode(), BLOCKS);
        for (int i = 0; i < BLOCKS; i++) {
            Optional<Addresses> claimed = claim((first + i) % BLOCKS);
            if (claimed.isPresent()) {
                return claimed.get();
            }
        }
        throw new IOException(BLOCKS + " clusters run on this machine already");
    }

    /**
     * The addresses that a cluster had before.
     *
     * @param node its address, 127.1.x.1
     */
    public static Addresses reclaim(String node) throws IOException {
        int block = Integer.parseInt(node.split("\\.", -1)[2]);
        return claim(block)
                .orElseThrow(() -> new IOException("another cluster, or something else at " + node + ":" + KUBELET_PORT
                        + ", has this cluster's addresses: end it and try again"));
    }

    private static Optional<Addresses> claim(int block) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.bind(new InetSocketAddress(InetAddress.getByName("127.1." + block + ".1"), KUBELET_PORT));
            return Optional.of(new Addresses(socket, block));
        } catch (BindException inUse) {
            socket.close();
            return Optional.empty();
        }
    }

    /** The node's own address. */
    public String node() {
        return "127.1." + block + ".1";
    }

    public synchronized String allocate(Use use) {
        for (int last = 2; last < 255; last++) {
            String address = "127." + use.number + "." + block + "." + last;
            if (taken.add(address)) {
                return address;
            }
        }
        throw new IllegalStateException("no address is left for " + use);
    }

    /** Takes one that is in use from before. */
    synchronized void reserve(String address) {
        taken.add(address);
    }

    public synchronized void release(String address) {
        taken.remove(address);
    }

    @Override
    public void close() throws IOException {
        claim.close();
    }
}
