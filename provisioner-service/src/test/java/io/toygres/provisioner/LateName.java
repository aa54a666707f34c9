package io.toygres.provisioner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A program in a JVM of its own: looks a name up before and right after it appears in the hosts file that is its DNS, and right
 * after it got another address.
 */
final class LateName {

    private static final String NAME = "late.toygres.test";

    private LateName() {}

    /** @param arguments the hosts file, as {@code jdk.net.hosts.file} names it */
    public static void main(String... arguments) throws Exception {
        ProvisionerService.keepNoDnsAnswers();
        assertThatExceptionOfType(UnknownHostException.class).isThrownBy(() -> InetAddress.getAllByName(NAME));
        leadsAtOnceTo("127.0.0.9", Path.of(arguments[0]));
        leadsAtOnceTo("127.0.0.10", Path.of(arguments[0]));
    }

    private static void leadsAtOnceTo(String address, Path hosts) throws IOException {
        Files.writeString(hosts, address + " " + NAME + "\n");
        assertThat(InetAddress.getAllByName(NAME)).containsExactly(InetAddress.ofLiteral(address));
    }
}
