package io.toygres.e2e.sut;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds the address behind an instance's DNS name: in the local system's hosts file, else in DNS. */
public final class HostNames {

    private final Optional<Path> hostsFile;

    public HostNames(SystemUnderTest system) {
        this.hostsFile = system.local().flatMap(LocalSystem::hostsFile);
    }

    /** The numeric address, or empty while the name is not known. */
    public Optional<String> resolve(String host) {
        return hostsFile.flatMap(file -> lookUp(file, host)).or(() -> askDns(host));
    }

    private static Optional<String> lookUp(Path hosts, String host) {
        try (var lines = Files.lines(hosts)) {
            return lines.map(
                            line -> List.of(line.replaceFirst("#.*", "").strip().split("\\s+")))
                    .filter(words -> words.subList(1, words.size()).contains(host))
                    .map(List::getFirst)
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException("can't read " + hosts, e);
        }
    }

    private static Optional<String> askDns(String host) {
        try {
            return Optional.of(InetAddress.getByName(host).getHostAddress());
        } catch (UnknownHostException _) {
            return Optional.empty();
        }
    }
}
