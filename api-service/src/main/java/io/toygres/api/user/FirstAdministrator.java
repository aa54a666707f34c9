package io.toygres.api.user;

import io.quarkus.runtime.StartupEvent;
import io.toygres.api.access.CallerCache;
import io.toygres.api.access.Role;
import io.toygres.database.Database;
import io.toygres.database.DatabaseException;
import io.toygres.database.Tx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Makes the first user, an admin, of the settings; and lets an operator in again who has no other way. */
@Singleton
class FirstAdministrator {

    private static final Logger LOG = Logger.getLogger(FirstAdministrator.class);
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

    private final AdminConfig config;
    private final Database database;
    private final UserStore store;
    private final PasswordHash hashes;
    private final CallerCache cache;
    private final Clock clock;

    FirstAdministrator(
            AdminConfig config,
            Database database,
            UserStore store,
            PasswordHash hashes,
            CallerCache cache,
            Clock clock) {
        this.config = config;
        this.database = database;
        this.store = store;
        this.hashes = hashes;
        this.cache = cache;
        this.clock = clock;
    }

    /**
     * Waits for the database, which may be gone again after the migration.
     *
     * @throws IllegalStateException when there is no user yet, and no password that one can have; the message says what to do
     */
    void start(@Observes StartupEvent event) throws InterruptedException {
        while (true) {
            try {
                admitFirst();
                return;
            } catch (DatabaseException e) {
                if (!e.isOutage()) {
                    throw e;
                }
                LOG.warnf("The start waits for the database: %s", e.getMessage());
                Thread.sleep(BETWEEN_TRIES);
            }
        }
    }

    private void admitFirst() {
        boolean first = database.withConnection(store::isEmpty);
        if (first || config.recover()) {
            String hash = hashes.of(password());
            database.useTransaction(tx -> admit(tx, hash));
        }
    }

    /** Of replicas that start together one makes the user; the others find it. */
    private void admit(Tx tx, String hash) {
        Instant now = clock.instant();
        User admin = new User(UUID.randomUUID(), config.username(), Role.ADMIN, List.of(), false, now, now);
        if (store.insert(tx, admin, hash)) {
            LOG.infof("user created as an admin name=%s", config.username());
        } else if (config.recover()) {
            User found = store.named(tx, config.username()).orElseThrow().user();
            store.change(tx, new User(found.id(), found.name(), Role.ADMIN, List.of(), false, found.createdAt(), now));
            store.password(tx, found.id(), hash, now);
            cache.changed(tx);
            LOG.warnf(
                    "user has the configured password again and is an admin; unset toygres.admin.recover name=%s",
                    found.name());
        }
    }

    private String password() {
        Path file = config.passwordFile()
                .orElseThrow(() -> new IllegalStateException("There is no user yet: set toygres.admin.password-file"
                        + " (TOYGRES_ADMIN_PASSWORD_FILE) to a file with the first admin's password."));
        String password = read(file);
        PasswordRules.complaint(password, config.username()).ifPresent(complaint -> {
            throw new IllegalStateException("The password in " + file + " " + complaint);
        });
        return password;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new IllegalStateException(
                    "The password file " + file + " cannot be read; set toygres.admin.password-file"
                            + " (TOYGRES_ADMIN_PASSWORD_FILE).",
                    e);
        }
    }
}
