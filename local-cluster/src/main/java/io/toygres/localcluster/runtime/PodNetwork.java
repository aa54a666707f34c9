package io.toygres.localcluster.runtime;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A network namespace that the containers of a pod share, with a way in: for each port a socat inside that takes
 * connections from a Unix socket and makes them from 127.0.0.2 to 127.0.0.2. So a server there tells its own pod, which
 * is 127.0.0.1, from everyone outside. The pod's address is one of the loopback device: a connection from inside to it leaves
 * from it, as on a real cluster, and is not taken for one from 127.0.0.1. The only ways out are those that {@link #lead} opens.
 */
public final class PodNetwork implements AutoCloseable {
    private static final String OUTSIDE = "127.0.0.2";
    private static final Duration STARTUP = Duration.ofSeconds(20);
    private static final int RELAY_BUFFER = 256 * 1024;

    private final ProcessSpawner spawner;
    private final SandboxProcess sandbox;
    private final Path sockets;
    private final long pid;

    private PodNetwork(ProcessSpawner spawner, SandboxProcess sandbox, Path sockets, long pid) {
        this.spawner = spawner;
        this.sandbox = sandbox;
        this.sockets = sockets;
        this.pid = pid;
    }

    /**
     * @param address the pod's
     * @param sockets a directory whose path is short: the kernel takes 107 bytes for a socket's
     */
    public static PodNetwork start(
            ProcessSpawner spawner, Path scratch, String address, Path sockets, Collection<Integer> ports)
            throws IOException, InterruptedException {
        Files.createDirectories(sockets);
        SandboxProcess sandbox = SandboxProcess.start(spawner, command(address, sockets, ports), scratch);
        try {
            PodNetwork network = new PodNetwork(spawner, sandbox, sockets, sandbox.pid());
            network.awaitSockets(ports);
            return network;
        } catch (IOException | InterruptedException failure) {
            sandbox.kill();
            throw failure;
        }
    }

    private static List<String> command(String address, Path sockets, Collection<Integer> ports) {
        List<String> command = new ArrayList<>(List.of(
                "bwrap",
                "--json-status-fd",
                "3",
                "--die-with-parent",
                "--unshare-user",
                "--unshare-net",
                "--unshare-pid",
                "--cap-add",
                "CAP_NET_ADMIN",
                "--ro-bind",
                "/",
                "/",
                "--dev-bind",
                "/dev",
                "/dev",
                "--proc",
                "/proc",
                "--bind",
                sockets.toString(),
                sockets.toString()));
        command.addAll(List.of("/bin/sh", "-c", script(address, sockets, ports)));
        return command;
    }

    /** The Unix socket that leads to a port of the pod. */
    public Path socket(int port) {
        return sockets.resolve(Integer.toString(port));
    }

    /**
     * Opens a way out: connections to the address from inside go to the Unix socket. The kernel kills what listens there, if this
     * process ends (setpriv), and connections that are open live on when the way is closed.
     *
     * @param from one of 127.0.0.0/8, all of which belong to a network namespace's loopback device
     * @return what ends it when it is destroyed
     */
    public Process lead(InetSocketAddress from, Path socket) throws IOException, InterruptedException {
        String host = from.getAddress().getHostAddress();
        List<String> command = new ArrayList<>(enter());
        command.addAll(List.of("setpriv", "--pdeathsig", "KILL", "socat", "-b", String.valueOf(RELAY_BUFFER)));
        command.add("TCP-LISTEN:" + from.getPort() + ",bind=" + host + ",fork,reuseaddr,backlog=128,nodelay");
        command.add("UNIX-CONNECT:'" + socket + "'");
        Process way = spawner.start(
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD));
        long end = System.nanoTime() + STARTUP.toNanos();
        while (!isListening(from)) {
            if (way.waitFor(2, TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
                way.destroyForcibly();
                throw new IOException("the way from a pod to " + from + " could not be opened");
            }
        }
        return way;
    }

    /** The kernel's list has hexadecimal addresses in the machine's order of bytes, and state 0A for a listening socket. */
    private boolean isListening(InetSocketAddress address) throws IOException {
        byte[] bytes = address.getAddress().getAddress();
        String wanted = "%02X%02X%02X%02X:%04X 00000000:0000 0A"
                .formatted(bytes[3], bytes[2], bytes[1], bytes[0], address.getPort());
        return Files.readString(Path.of("/proc", Long.toString(pid), "net/tcp")).contains(wanted);
    }

    /** What to put in front of a command that is to run in this network. */
    List<String> enter() {
        return List.of("nsenter", "--target", Long.toString(pid), "--user", "--preserve-credentials", "--net");
    }

    @Override
    public void close() {
        sandbox.kill();
    }

    private static String script(String address, Path sockets, Collection<Integer> ports) {
        StringBuilder script = new StringBuilder("ip address add " + address + "/32 dev lo || exit 1\n");
        for (int port : ports) {
            script.append("socat -b ")
                    .append(RELAY_BUFFER)
                    .append(" UNIX-LISTEN:'")
                    .append(sockets.resolve(Integer.toString(port)))
                    .append("',fork,mode=600,backlog=128 TCP:")
                    .append(OUTSIDE)
                    .append(':')
                    .append(port)
                    .append(",bind=")
                    .append(OUTSIDE)
                    .append(",nodelay &\n");
        }
        return script + "exec sleep infinity\n";
    }

    private void awaitSockets(Collection<Integer> ports) throws IOException, InterruptedException {
        long end = System.nanoTime() + STARTUP.toNanos();
        while (!ports.stream().map(this::socket).allMatch(Files::exists)) {
            if (System.nanoTime() > end) {
                throw new IOException("the pod's network was not set up within " + STARTUP);
            }
            if (sandbox.process().waitFor(2, TimeUnit.MILLISECONDS)) {
                throw new IOException("the pod's network ended, exit code "
                        + sandbox.process().exitValue() + ": "
                        + new String(sandbox.process().getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            }
        }
    }
}
