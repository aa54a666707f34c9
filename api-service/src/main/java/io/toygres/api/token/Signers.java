package io.toygres.api.token;

import io.toygres.api.access.Caller;
import io.toygres.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Knows by a signature whose token is behind it. */
@ApplicationScoped
public class Signers {

    private final Database database;
    private final TokenStore store;
    private final Clock clock;

    Signers(Database database, TokenStore store, Clock clock) {
        this.database = database;
        this.store = store;
        this.clock = clock;
    }

    /**
     * Whom the token stands for, which counts as used now.
     *
     * @param signature of the content, 64 bytes; anything else is nobody's
     * @return empty when it is not that of a token in force that can sign: tokens of earlier releases can't
     */
    public Optional<Caller> signer(UUID token, byte[] content, byte[] signature) {
        Instant now = clock.instant();
        return database.withConnection(tx -> {
            Optional<TokenStore.Signing> found = store.signing(tx, token, now)
                    .filter(signing -> signing.key().hasSigned(content, signature));
            found.filter(signing -> Tokens.isLong(signing.token().lastUsedAt(), now))
                    .ifPresent(_ -> store.used(tx, token, now));
            return found.map(signing -> signing.token().caller());
        });
    }
}
