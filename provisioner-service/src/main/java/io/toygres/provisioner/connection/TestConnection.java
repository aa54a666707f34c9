package io.toygres.provisioner.connection;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.toygres.contract.ErrorCode;
import io.toygres.contract.InstanceEvent.InstanceRunning;
import io.toygres.kubernetes.WaitReason;
import io.toygres.operation.Attempt;
import io.toygres.operation.Outcome;
import io.toygres.provisioner.authority.InstallationAuthority;
import io.toygres.provisioner.connection.ConnectionResult.Connected;
import io.toygres.provisioner.connection.ConnectionResult.NotYet;
import io.toygres.provisioner.connection.ConnectionResult.WrongPassword;
import io.toygres.provisioner.instance.ClusterConfig;
import io.toygres.provisioner.instance.InstanceObjects;
import io.toygres.provisioner.instance.PasswordSecret;
import io.toygres.provisioner.instance.ProvisioningState;
import io.toygres.provisioner.instance.ServerTls;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * The last step before an instance is running: logs in as its user would and has the server name itself. One login per
 * attempt of the step, by {@link AttemptSchedule}, until the deadline: a name that leads nowhere or elsewhere, and a server that has not proven
 * to be the instance, may only be late. A password that the instance itself refuses fails at once.
 */
@Singleton
public final class TestConnection {

    private static final Duration ROOM_FOR_LAST_ATTEMPT = Duration.ofMinutes(2);

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

    private final InstanceObjects objects;
    private final InstanceAddress addresses;
    private final AttemptSchedule schedule;
    private final Login login;

    public TestConnection(
            InstanceObjects objects,
            ClusterConfig cluster,
            TestConnectionConfig config,
            KubernetesClient client,
            InstallationAuthority authority) {
        this.objects = objects;
        this.addresses = new InstanceAddress(config.address(), cluster.dnsSuffix(), cluster.domain());
        this.schedule = AttemptSchedule.of(config);
        this.login = config.address() == AddressKind.POD_EXEC
                ? new PodLogin(objects, client, config.attemptTimeout())
                : new PostgresLogin(authority, config.attemptTimeout());
    }

    /** Room for the last attempt, so that it is the step that says what was wrong and not the phase's deadline. */
    public Duration deadline() {
        return schedule.deadline().plus(ROOM_FOR_LAST_ATTEMPT);
    }

    /** Waits until there is an address to test: the LoadBalancer's takes a while, the others are there from the start. */
    public <S extends Record & ProvisioningState> Outcome<S> awaitAddress(S state, Attempt attempt) {
        Service service = objects.get(Service.class, state.names().service());
        if (addresses.of(state.instance(), service).isPresent()) {
            return Outcome.next(state);
        }
        WaitReason reason = objects.explain(WaitReason.of("waiting for the public address"), service);
        return Outcome.waitFor(state, LOOK_AGAIN, reason.text(), reason.code());
    }

    /** Whether the name that users connect to is there to be put into the instance's certificate. */
    public boolean namesAreKnown(ProvisioningState state, Service service) {
        return addresses.isKnown(state.instance(), service);
    }

    public <S extends Record & ProvisioningState> Outcome<S> run(S state, Attempt attempt) throws Exception {
        Address address = address(state);
        ServerProof proof = proof(state);
        var password =
                PasswordSecret.read(objects.get(Secret.class, state.names().secret()));
        long begun = System.nanoTime();
        ConnectionResult result = login.attempt(state, address, proof, password);
        Duration inStep = attempt.inStep().plusNanos(System.nanoTime() - begun);
        return switch (result) {
            case Connected _ -> Outcome.done(state, running(state, attempt, address, proof));
            case NotYet notYet when schedule.isLast(attempt.inStep()) -> tooLate(inStep, notYet);
            case NotYet notYet ->
                Outcome.waitFor(state, schedule.untilNext(inStep), "connecting to " + address + ": " + notYet.detail());
            case WrongPassword wrong -> Outcome.fail(ErrorCode.WRONG_PASSWORD, address + ": " + wrong.detail());
        };
    }

    private Address address(ProvisioningState state) {
        Service service = objects.get(Service.class, state.names().service());
        return addresses
                .of(state.instance(), service)
                .orElseThrow(() -> new IllegalStateException("the Service lost its address"));
    }

    private ServerProof proof(ProvisioningState state) {
        StatefulSet server = objects.get(StatefulSet.class, state.names().statefulSet());
        return ServerTls.isIn(server) ? ServerProof.CERTIFICATE : ServerProof.ADDRESS;
    }

    private static <S extends Record> Outcome<S> tooLate(Duration inStep, NotYet notYet) {
        ErrorCode code =
                switch (notYet.cause()) {
                    case DNS -> ErrorCode.DNS_NOT_PROPAGATED;
                    case OTHER_SERVER -> ErrorCode.WRONG_SERVER;
                    case REFUSED, TIMEOUT, STARTING_UP -> ErrorCode.CONNECTION_FAILED;
                };
        return Outcome.fail(code, "after " + inStep.toSeconds() + " s: " + notYet.detail());
    }

    private static InstanceRunning running(
            ProvisioningState state, Attempt attempt, Address address, ServerProof proof) {
        return new InstanceRunning(
                attempt.operationId(),
                state.instanceId(),
                address.host(),
                address.port(),
                address.own().stream().findFirst().orElse(null),
                proof == ServerProof.CERTIFICATE,
                attempt.elapsed().toMillis(),
                state.restoreReport().filter(report -> !report.tellsNothing()).orElse(null));
    }
}
