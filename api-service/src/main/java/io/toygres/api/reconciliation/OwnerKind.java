package io.toygres.api.reconciliation;

import io.toygres.api.worker.Worker;
import io.toygres.contract.Inventory;
import java.util.List;
import java.util.Locale;

/** What owns objects. */
enum OwnerKind {
    INSTANCE(Worker.PROVISIONER, List.of("StatefulSet", "PersistentVolumeClaim", "Secret", "ConfigMap", "Service")),
    IMAGE(Worker.IMAGE, List.of(Inventory.MANIFEST, Inventory.BLOBS));

    private final Worker worker;
    private final List<String> needed;

    OwnerKind(Worker worker, List<String> needed) {
        this.worker = worker;
        this.needed = needed;
    }

    Worker worker() {
        return worker;
    }

    /** The kinds of objects without which a running instance, or an available image, is not whole. */
    List<String> needed() {
        return needed;
    }

    /** The form used in SQL and as a label of meters. */
    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
