package io.toygres.provisioner;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An agent in the service's own JVM: when that ends, it looks a name up before and right after it appears in the hosts file that
 * is the JVM's DNS, and right after it got another address.
 */
public final class LateName {

    /** What it prints when nothing that was looked up before was kept. */
    static final String ALWAYS_NEW = "late name: nowhere, 127.0.0.9, 127.0.0.10";

    private static final String NAME = "late.toygres.test";

    private LateName() {}

    /** @param hosts the file, as {@code jdk.net.hosts.file} names it */
    public static void premain(String hosts) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> lookUp(Path.of(hosts))));
    }

    private static void lookUp(Path hosts) {
        try {
            String before = address();
            Files.writeString(hosts, "127.0.0.9 " + NAME + "\n");
            String appeared = address();
            Files.writeString(hosts, "127.0.0.10 " + NAME + "\n");
            System.out.println("late name: " + before + ", " + appeared + ", " + address());
        } catch (IOException e) {
            System.out.println("late name: " + e);
        }
    }

    private static String address() {
        try {
            return InetAddress.getAllByName(NAME)[0].getHostAddress();
        } catch (UnknownHostException _) {
            return "nowhere";
        }
    }
}
