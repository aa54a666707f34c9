package io.toygres.local.cluster.network;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;

/**
 * Addresses of this machine's loopback, all of which Linux answers to without any setup. Clusters that run side by side have
 * different third numbers: each holds the kubelet's port on 127.1.x.1 while it lives.
 */
public final class Addresses implements AutoCloseable {
    private static final int KUBELET_PORT = 10250;

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

    public static Addresses claim() throws IOException {
        for (int block = 0; block < 256; block++) {
            ServerSocket socket = new ServerSocket();
            try {
                socket.bind(new InetSocketAddress(InetAddress.getByName("127.1." + block + ".1"), KUBELET_PORT));
                return new Addresses(socket, block);
            } catch (BindException inUse) {
                socket.close();
            }
        }
        throw new IOException("256 clusters run on this machine already");
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

    public synchronized void release(String address) {
        taken.remove(address);
    }

    @Override
    public void close() throws IOException {
        claim.close();
    }
}
