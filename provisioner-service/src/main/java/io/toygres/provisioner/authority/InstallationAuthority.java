package io.toygres.provisioner.authority;

import io.quarkus.runtime.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The CA as its files say now. The service does not start without one. */
@Singleton
@Startup
public final class InstallationAuthority {

    private static final Logger LOG = Logger.getLogger(InstallationAuthority.class);

    private final AuthorityConfig config;
    private final Clock clock;
    private volatile Known known;

    private record Known(AuthorityFiles files, CertificateAuthority authority) {}

    /** @throws IllegalStateException when the files are missing or hold no CA that can sign now; the message says why */
    @Inject
    public InstallationAuthority(AuthorityConfig config) {
        this(config, Clock.systemUTC());
    }

    InstallationAuthority(AuthorityConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
        this.known = known(AuthorityFiles.read(config));
    }

    /** Reads the files again. As long as they can't be used the CA stays what it was: a mount may be half way through a change. */
    public CertificateAuthority current() {
        reread().ifPresent(files -> {
            try {
                known = known(files);
                LOG.infof(
                        "the CA's files changed issuer=%s",
                        known.authority().issuer().getSubjectX500Principal());
            } catch (IllegalStateException e) {
                LOG.error("the CA's files changed and can't be used", e);
            }
        });
        return known.authority();
    }

    private Known known(AuthorityFiles files) {
        return new Known(files, files.authority().checkedAt(clock.instant()));
    }

    private Optional<AuthorityFiles> reread() {
        try {
            return Optional.of(AuthorityFiles.read(config)).filter(now -> !now.equals(known.files()));
        } catch (IllegalStateException e) {
            LOG.error("the CA's files can't be read", e);
            return Optional.empty();
        }
    }
}
