package io.toygres.provisioner.authority;

import io.toygres.local.platform.PrivateCa;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/** CAs for tests, each in a folder of its own. */
public final class TestAuthority {

    private static final CaFiles FILES = make("test-ca-");
    private static final InstallationAuthority ONE = FILES.authority();

    /**
     * The files of a CA.
     *
     * @param certificates PEM
     * @param key PEM
     */
    public record CaFiles(Path certificates, Path key) implements AuthorityConfig {
        @Override
        public Path certificatesFile() {
            return certificates;
        }

        @Override
        public Path keyFile() {
            return key;
        }

        public InstallationAuthority authority() {
            return new InstallationAuthority(this, Clock.systemUTC());
        }

        /** Issues as this one, and has users trust the other, too, as while a CA is rotated. */
        public CaFiles with(CaFiles other) {
            try {
                String both = Files.readString(certificates) + Files.readString(other.certificates());
                return new CaFiles(Files.writeString(Files.createTempFile("both-", ".pem"), both), key);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private TestAuthority() {}

    /** The CA of tests that do not care which. */
    public static InstallationAuthority get() {
        return ONE;
    }

    /** Its files. */
    public static CaFiles files() {
        return FILES;
    }

    /** Another one. */
    public static CaFiles make(String prefix) {
        try {
            PrivateCa ca = PrivateCa.in(Files.createTempDirectory(prefix));
            return new CaFiles(ca.certificate(), ca.key());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
