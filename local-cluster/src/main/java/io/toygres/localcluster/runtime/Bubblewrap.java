package io.toygres.localcluster.runtime;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The command line of a container. Its root is empty but for this machine's {@code /usr} and the few files of {@code /etc}
 * that programs need. {@code /dev} is put together by hand: bubblewrap's own has a devpts, for which it nests a second
 * user namespace when it runs without privileges, and nobody could then enter the container's namespaces.
 */
final class Bubblewrap {
    private static final List<String> DEVICES = List.of("null", "zero", "full", "random", "urandom", "tty");
    private static final List<String> SYSTEM_FILES = List.of(
            "/etc/alternatives",
            "/etc/ld.so.cache",
            "/etc/ld.so.conf",
            "/etc/ld.so.conf.d",
            "/etc/localtime",
            "/etc/nsswitch.conf",
            "/etc/resolv.conf",
            "/etc/protocols",
            "/etc/services",
            "/etc/ssl/certs",
            "/etc/ssl/openssl.cnf",
            "/etc/timezone",
            "/etc/locale.alias");
    private static final List<String> MERGED_USR = List.of("bin", "sbin", "lib", "lib64", "lib32");

    private Bubblewrap() {}

    static List<String> command(Launch launch) {
        List<String> args = new ArrayList<>();
        launch.network().ifPresent(network -> args.addAll(network.enter()));
        args.addAll(List.of("bwrap", "--json-status-fd", "3", "--die-with-parent", "--new-session", "--as-pid-1"));
        args.addAll(
                List.of("--unshare-user", "--unshare-pid", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try"));
        args.addAll(List.of("--uid", Long.toString(launch.user()), "--gid", Long.toString(launch.group())));
        args.addAll(List.of("--hostname", launch.hostname(), "--cap-drop", "ALL", "--tmpfs", "/"));
        root(args);
        devices(args);
        launch.mounts().stream()
                .sorted(Comparator.comparingInt(
                        (Mount mount) -> Path.of(mount.target()).getNameCount()))
                .forEach(mount -> args.addAll(List.of(
                        mount.readOnly() ? "--ro-bind" : "--bind",
                        mount.source().toString(),
                        mount.target())));
        if (launch.readOnlyRoot()) {
            args.addAll(List.of("--remount-ro", "/"));
        }
        args.add("--clearenv");
        launch.environment().forEach((name, value) -> args.addAll(List.of("--setenv", name, value)));
        args.addAll(List.of("--chdir", launch.workingDirectory(), "--"));
        args.addAll(launch.command());
        return args;
    }

    private static void root(List<String> args) {
        args.addAll(List.of("--ro-bind", "/usr", "/usr", "--dir", "/etc"));
        for (String name : MERGED_USR) {
            if (Files.isDirectory(Path.of("/usr", name))) {
                args.addAll(List.of("--symlink", "usr/" + name, "/" + name));
            }
        }
        for (String file : SYSTEM_FILES) {
            args.addAll(List.of("--ro-bind-try", file, file));
        }
        args.addAll(List.of("--dir", "/run", "--dir", "/root", "--dir", "/home", "--dir", "/var/tmp"));
        args.addAll(List.of("--symlink", "../run", "/var/run", "--perms", "1777", "--dir", "/tmp", "--proc", "/proc"));
    }

    private static void devices(List<String> args) {
        args.addAll(List.of("--tmpfs", "/dev"));
        for (String device : DEVICES) {
            args.addAll(List.of("--dev-bind", "/dev/" + device, "/dev/" + device));
        }
        args.addAll(List.of("--symlink", "/proc/self/fd", "/dev/fd"));
        args.addAll(List.of("--symlink", "/proc/self/fd/0", "/dev/stdin"));
        args.addAll(List.of("--symlink", "/proc/self/fd/1", "/dev/stdout"));
        args.addAll(List.of("--symlink", "/proc/self/fd/2", "/dev/stderr"));
        args.addAll(List.of("--perms", "1777", "--tmpfs", "/dev/shm"));
    }
}
