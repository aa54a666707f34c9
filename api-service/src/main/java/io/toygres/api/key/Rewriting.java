package io.toygres.api.key;

import io.toygres.api.key.SealedStore.Sealed;
import io.toygres.database.Database;
import io.toygres.secret.Keyring;
import io.toygres.secret.UndecryptableSecretException;
import jakarta.inject.Singleton;
import java.util.List;
import org.jboss.logging.Logger;

/** Encrypts a column's values anew, a batch at a time, each value in a statement of its own: nothing waits for more than one row. */
@Singleton
class Rewriting {

    private static final Logger LOG = Logger.getLogger(Rewriting.class);

    private final Database database;
    private final SealedStore secrets;
    private final RotationStore rotations;
    private final Keyring keyring;
    private final KeyConfig config;

    Rewriting(Database database, SealedStore secrets, RotationStore rotations, Keyring keyring, KeyConfig config) {
        this.database = database;
        this.secrets = secrets;
        this.rotations = rotations;
        this.keyring = keyring;
        this.config = config;
    }

    /**
     * Once over the column.
     *
     * @return how many values could not be decrypted; they are left as they are
     */
    long run(SealedColumn column, String keyId) {
        long unreadable = 0;
        String after = SealedStore.START;
        while (true) {
            String from = after;
            List<Sealed> batch = database.withConnection(tx -> secrets.others(tx, column, keyId, from, config.batch()));
            if (batch.isEmpty()) {
                return unreadable;
            }
            unreadable += rewrite(column, keyId, batch);
            after = batch.getLast().place();
        }
    }

    private int rewrite(SealedColumn column, String keyId, List<Sealed> batch) {
        return database.withConnection(tx -> {
            int rewritten = 0;
            int unreadable = 0;
            for (Sealed value : batch) {
                try {
                    var anew = keyring.encrypt(keyring.decrypt(value.secret(), value.owner()), value.owner());
                    rewritten += secrets.replace(tx, column, value, anew) ? 1 : 0;
                } catch (UndecryptableSecretException e) {
                    unreadable++;
                    LOG.errorf("a stored secret can't be read column=%s reason=%s", column.place(), e.getMessage());
                }
            }
            rotations.progress(tx, keyId, rewritten);
            return unreadable;
        });
    }
}
