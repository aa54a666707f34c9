package io.toygres.api.instance;

import io.toygres.api.cms.InstanceRecord;
import io.toygres.api.cms.InstanceStore;
import io.toygres.api.operation.OperationRecord;
import io.toygres.api.operation.Reports;
import io.toygres.contract.InstanceEvent;
import io.toygres.contract.InstanceEvent.InstanceDeleted;
import io.toygres.contract.InstanceEvent.InstanceFailed;
import io.toygres.contract.InstanceEvent.InstanceProgressed;
import io.toygres.contract.InstanceEvent.InstanceRunning;
import io.toygres.database.Tx;
import io.toygres.messaging.Envelope;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** Applies what the provisioner reports: instance, operation and timeline in one transaction. */
@ApplicationScoped
class InstanceEvents {

    private final Reports reports;
    private final InstanceStore instances;
    private final Clock clock;

    InstanceEvents(Reports reports, InstanceStore instances, Clock clock) {
        this.reports = reports;
        this.instances = instances;
        this.clock = clock;
    }

    /** @param tx the transaction that also notes the event as received */
    void apply(Tx tx, Envelope<InstanceEvent> event) {
        reports.admit(tx, event).ifPresent(operation -> apply(tx, operation, event));
    }

    private void apply(Tx tx, OperationRecord operation, Envelope<InstanceEvent> event) {
        switch (event.body()) {
            case InstanceProgressed progressed -> reports.progressed(tx, event, progressed.progress());
            case InstanceRunning running -> {
                instances.running(tx, running.instanceId(), address(running), running.restoreReport(), clock.instant());
                reports.succeeded(tx, event, "Running at " + running.host() + ":" + running.port() + ".");
            }
            case InstanceFailed failed -> {
                fail(tx, operation, failed);
                reports.failed(tx, event, failed.failure());
            }
            case InstanceDeleted deleted -> {
                instances.deleted(tx, deleted.instanceId(), clock.instant());
                reports.succeeded(tx, event, "Nothing of the instance is left.");
            }
        }
    }

    private static InstanceRecord.Address address(InstanceRunning running) {
        return new InstanceRecord.Address(
                running.host(), running.port(), running.address(), Boolean.TRUE.equals(running.tls()));
    }

    private void fail(Tx tx, OperationRecord operation, InstanceFailed failed) {
        if (operation.type().isDeletion()) {
            instances.deletionFailed(tx, failed.instanceId(), failed.failure(), clock.instant());
        } else {
            instances.failed(tx, failed.instanceId(), failed.failure(), clock.instant());
        }
    }
}
