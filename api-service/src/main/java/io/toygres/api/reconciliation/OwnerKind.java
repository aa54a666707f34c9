package io.toygres.api.reconciliation;

import io.toygres.api.worker.Worker;
import io.toygres.contract.Inventory;
import java.util.List;
import java.util.Locale;

/** What owns objects. */
enum OwnerKind {
    INSTANCE(Worker.PROVISIONER),
    IMAGE(Worker.IMAGE);

    private final Worker worker;

    OwnerKind(Worker worker) {
        this.worker = worker;
    }

    Worker worker() {
        return worker;
    }

    /** The kinds of objects without which a running instance, or an available image, is not whole. */
    List<String> needed() {
        return switch (this) {
            case INSTANCE -> List.of("StatefulSet", "PersistentVolumeClaim", "Secret", "ConfigMap", "Service");
            case IMAGE -> List.of(Inventory.MANIFEST, Inventory.BLOBS);
        };
    }

    /** The form used in SQL and as a label of meters. */
    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
