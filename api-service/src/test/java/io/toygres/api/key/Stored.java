package io.toygres.api.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.api.key.SealedStore.Sealed;
import io.toygres.database.Database;
import io.toygres.secret.Keyring;
import io.toygres.secret.Secret;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** All secrets of the CMS, in the clear: a rotation changes none of them. */
@Singleton
class Stored {

    /** No key's id, so that values of every key are read. */
    private static final String NO_KEY = "-";

    @Inject
    Database database;

    @Inject
    SealedStore secrets;

    @Inject
    Keyring keyring;

    /** By column and owner. */
    Map<String, String> inTheClear() {
        Map<String, String> all = new TreeMap<>();
        for (SealedColumn column : SealedColumn.values()) {
            for (Sealed value : read(column)) {
                all.put(
                        column + " " + value.owner(),
                        keyring.decrypt(value.secret(), value.owner()).reveal());
            }
        }
        return all;
    }

    /** Encrypts all with another keyring's key. */
    void encryptWith(Keyring another) {
        for (SealedColumn column : SealedColumn.values()) {
            for (Sealed value : read(column)) {
                Secret secret = keyring.decrypt(value.secret(), value.owner());
                write(column, value, another, secret);
            }
        }
    }

    void write(SealedColumn column, Sealed value, Keyring by, Secret secret) {
        assertThat(database.<Boolean, RuntimeException>withConnection(
                        tx -> secrets.replace(tx, column, value, by.encrypt(secret, value.owner()))))
                .isTrue();
    }

    Sealed of(SealedColumn column, UUID owner) {
        return read(column).stream()
                .filter(value -> value.owner().equals(owner))
                .findFirst()
                .orElseThrow();
    }

    List<Sealed> read(SealedColumn column) {
        return new ArrayList<>(database.withConnection(
                tx -> secrets.others(tx, column, NO_KEY, SealedStore.START, Integer.MAX_VALUE)));
    }
}
