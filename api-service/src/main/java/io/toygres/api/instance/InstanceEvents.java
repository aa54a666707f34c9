package io.toygres.api.instance;

import io.toygres.api.operation.OperationRecord;
import io.toygres.api.operation.Reports;
import io.toygres.contract.InstanceEvent;
import io.toygres.contract.InstanceEvent.InstanceDeleted;
import io.toygres.contract.InstanceEvent.InstanceFailed;
import io.toygres.contract.InstanceEvent.InstanceProgressed;
import io.toygres.contract.InstanceEvent.InstanceRunning;
import io.toygres.messaging.Envelope;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.jdbi.v3.core.Handle;

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

    /** @param handle in the transaction that also notes the event as received */
    void apply(Handle handle, Envelope<InstanceEvent> event) {
        reports.admit(handle, event).ifPresent(operation -> apply(handle, operation, event));
    }

    private void apply(Handle handle, OperationRecord operation, Envelope<InstanceEvent> event) {
        switch (event.body()) {
            case InstanceProgressed progressed -> reports.progressed(handle, event, progressed.progress());
            case InstanceRunning running -> {
                instances.running(handle, running.instanceId(), running.host(), running.port(), clock.instant());
                reports.succeeded(handle, event, "Running at " + running.host() + ":" + running.port() + ".");
            }
            case InstanceFailed failed -> {
                fail(handle, operation, failed);
                reports.failed(handle, event, failed.failure());
            }
            case InstanceDeleted deleted -> {
                instances.deleted(handle, deleted.instanceId(), clock.instant());
                reports.succeeded(handle, event, "Nothing of the instance is left.");
            }
        }
    }

    private void fail(Handle handle, OperationRecord operation, InstanceFailed failed) {
        if (operation.type().isDeletion()) {
            instances.deletionFailed(handle, failed.instanceId(), failed.failure(), clock.instant());
        } else {
            instances.failed(handle, failed.instanceId(), failed.failure(), clock.instant());
        }
    }
}
