package io.toygres.provisioner.certificate;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.toygres.kubernetes.WaitReason;
import io.toygres.operation.Attempt;
import io.toygres.operation.Outcome;
import io.toygres.operation.UndoOutcome;
import io.toygres.provisioner.authority.InstallationAuthority;
import io.toygres.provisioner.connection.TestConnection;
import io.toygres.provisioner.instance.Instance;
import io.toygres.provisioner.instance.InstanceObjects;
import io.toygres.provisioner.instance.InstanceState;
import io.toygres.provisioner.instance.InstanceSteps;
import io.toygres.provisioner.instance.ProvisioningState;
import jakarta.inject.Singleton;
import java.time.Duration;

/** The steps that make an instance's certificate, for every name that its Service has by then, and what takes it back. */
@Singleton
public final class CertificateSteps {

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

    private final InstanceObjects objects;
    private final InstanceSteps instance;
    private final TestConnection connection;
    private final InstallationAuthority authority;
    private final CertificateIssue issue;

    public CertificateSteps(
            InstanceObjects objects,
            InstanceSteps instance,
            TestConnection connection,
            InstallationAuthority authority,
            CertificateIssue issue) {
        this.objects = objects;
        this.instance = instance;
        this.connection = connection;
        this.authority = authority;
        this.issue = issue;
    }

    /**
     * Of the addresses only those that are there already are in it; the next renewal adds a LoadBalancer's. Where users
     * connect to that very address, it is waited for.
     */
    public <S extends Record & ProvisioningState> Outcome<S> createCertificate(S state, Attempt attempt) {
        Service service = objects.get(Service.class, state.names().service());
        if (!connection.namesAreKnown(state, service)) {
            WaitReason reason = objects.explain(WaitReason.of("waiting for the public address"), service);
            return Outcome.waitFor(state, LOOK_AGAIN, reason.text(), reason.code());
        }
        if (objects.find(Secret.class, state.names().certificate()).isEmpty()) {
            Instance described = objects.describe(state);
            ObjectMeta metadata = described.metadata(state.names().certificate(), InstanceCertificate.COMPONENT);
            objects.ensure(issue.secret(metadata, state.instanceId(), service, authority.current()));
        }
        return Outcome.next(state);
    }

    public UndoOutcome removeCertificate(InstanceState state, Attempt attempt) {
        return objects.remove(Secret.class, state.names().certificate(), state.instanceId());
    }

    /** What the server needs is there, unless an operation that an earlier release began comes here without it. */
    public <S extends Record & ProvisioningState> Outcome<S> createServer(S state, Attempt attempt) {
        instance.createService(state, attempt);
        return switch (createCertificate(state, attempt)) {
            case Outcome.Next<S> _ -> instance.createServer(state, attempt);
            case Outcome.Wait<S> notYet -> notYet;
            case Outcome.Done<S> done -> done;
            case Outcome.Fail<S> failed -> failed;
        };
    }
}
