package io.toygres.api.key;

import io.toygres.api.key.KeyReport.RingKey;
import io.toygres.api.key.KeyReport.RotationView;
import io.toygres.api.key.KeyReport.Use;
import io.toygres.api.key.RotationStore.RotationRow;
import io.toygres.api.worker.WorkerKeys;
import io.toygres.database.Database;
import io.toygres.database.Tx;
import io.toygres.secret.Keyring;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jboss.logging.Logger;

/** Counts what needs which key. */
@Singleton
class KeyUses {

    private static final Logger LOG = Logger.getLogger(KeyUses.class);

    private final Database database;
    private final SealedStore secrets;
    private final RotationStore rotations;
    private final WorkerKeys worker;
    private final Keyring keyring;

    KeyUses(Database database, SealedStore secrets, RotationStore rotations, WorkerKeys worker, Keyring keyring) {
        this.database = database;
        this.secrets = secrets;
        this.rotations = rotations;
        this.worker = worker;
        this.keyring = keyring;
    }

    /** Of the CMS first: what a worker takes from it meanwhile is counted twice then, and never not at all. */
    KeyReport report() {
        Map<String, Map<String, Long>> uses = new LinkedHashMap<>();
        Counted counted = database.withConnection(tx -> {
            for (SealedColumn column : SealedColumn.values()) {
                uses.put(column.wireName(), secrets.countByKey(tx, column));
            }
            uses.put("waiting_command", secrets.countCommandsByKey(tx));
            return new Counted(
                    secrets.countManifestsByKey(tx), rotations.latest(tx).map(rotation -> view(tx, rotation)));
        });
        Optional<Map<String, Long>> operations = ofOperations();
        operations.ifPresent(counts -> uses.put("operation", counts));
        List<RingKey> keys = ids(uses, counted.manifests()).stream()
                .map(id -> key(id, uses, counted.manifests(), operations.isPresent()))
                .toList();
        return new KeyReport(
                keyring.newest(),
                operations.isPresent(),
                keys,
                counted.rotation().orElse(null));
    }

    RotationView view(Tx tx, RotationRow rotation) {
        return new RotationView(
                rotation.keyId(),
                rotation.startedAt(),
                rotation.startedBy(),
                rotation.rewritten(),
                secrets.countOthers(tx, rotation.keyId()),
                rotation.unreadable(),
                rotation.finishedAt().orElse(null));
    }

    private record Counted(Map<String, Long> manifests, Optional<RotationView> rotation) {}

    private Optional<Map<String, Long>> ofOperations() {
        try {
            return Optional.of(worker.read());
        } catch (IOException e) {
            LOG.warnf("not known which keys operations need reason=%s", e.getMessage());
            return Optional.empty();
        }
    }

    private Set<String> ids(Map<String, Map<String, Long>> uses, Map<String, Long> manifests) {
        Set<String> ids = new TreeSet<>(keyring.keyIds());
        uses.values().forEach(counts -> ids.addAll(counts.keySet()));
        ids.addAll(manifests.keySet());
        return ids;
    }

    private RingKey key(String id, Map<String, Map<String, Long>> uses, Map<String, Long> manifests, boolean complete) {
        List<Use> needing = uses.entrySet().stream()
                .map(use -> new Use(use.getKey(), use.getValue().getOrDefault(id, 0L)))
                .filter(use -> use.count() > 0)
                .toList();
        boolean inKeyring = keyring.keyIds().contains(id);
        boolean removable = complete && inKeyring && needing.isEmpty() && !id.equals(keyring.newest());
        return new RingKey(id, inKeyring, needing, manifests.getOrDefault(id, 0L), removable);
    }
}
