package io.toygres.provisioner.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.contract.InstanceCommand.DeleteInstance;
import io.toygres.contract.InstanceId;
import io.toygres.contract.OperationId;
import io.toygres.provisioner.authority.TestAuthority;
import io.toygres.provisioner.connection.ConnectionResult.Cause;
import io.toygres.provisioner.connection.ConnectionResult.NotYet;
import io.toygres.provisioner.connection.ConnectionResult.WrongPassword;
import io.toygres.provisioner.connection.Stranger.Demand;
import io.toygres.provisioner.delete.DeleteState;
import io.toygres.secret.Secret;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server that is not the instance is waited for, and learns nothing of use to it. */
class StrangerTest {

    private static final Secret PASSWORD = new Secret("s3cret-of-orders");

    @Test
    void isNotTalkedToAtAnAddressThatIsNotTheInstances() throws Exception {
        try (Stranger stranger = Stranger.demanding(Demand.SCRAM)) {
            var result = attempt(stranger, "127.0.0.2", ServerProof.ADDRESS);
            assertThat(result)
                    .isEqualTo(new NotYet(
                            Cause.OTHER_SERVER, "127.0.0.1 leads to 127.0.0.1, the instance is at 127.0.0.2"));
            assertThat(stranger.visits()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"CLEARTEXT", "MD5"})
    void isGivenNothingWhenItAsksForThePasswordInAWeakerFormThanScram(Demand demand) throws Exception {
        try (Stranger stranger = Stranger.demanding(demand)) {
            for (ServerProof proof : ServerProof.values()) {
                assertIsAnotherServer(attempt(stranger, "127.0.0.1", proof));
            }
            assertThat(stranger.visits()).isPositive();
            assertThat(stranger.given()).isEmpty();
        }
    }

    @Test
    void isNotTakenForTheInstanceWhenItAsksForNoPassword() throws Exception {
        try (Stranger stranger = Stranger.demanding(Demand.NOTHING)) {
            assertIsAnotherServer(attempt(stranger, "127.0.0.1", ServerProof.ADDRESS));
            assertThat(stranger.given()).isEmpty();
        }
    }

    @Test
    void isNotEvenAskedToTakeThePasswordWithoutACertificate() throws Exception {
        try (Stranger stranger = Stranger.demanding(Demand.SCRAM)) {
            assertIsAnotherServer(attempt(stranger, "127.0.0.1", ServerProof.CERTIFICATE));
            assertThat(stranger.given()).isEmpty();
        }
    }

    @Test
    void isTheInstanceItselfAtTheInstancesAddressSoThatItsRefusalCounts() throws Exception {
        try (Stranger instance = Stranger.demanding(Demand.SCRAM)) {
            assertThat(attempt(instance, "127.0.0.1", ServerProof.ADDRESS)).isInstanceOf(WrongPassword.class);
        }
    }

    private static ConnectionResult attempt(Stranger stranger, String own, ServerProof proof) {
        var instance = new DeleteState(new DeleteInstance(OperationId.random(), InstanceId.random(), "orders"));
        var address = new Address("127.0.0.1", stranger.port(), List.of(own));
        return new PostgresLogin(TestAuthority.get(), Duration.ofSeconds(30))
                .attempt(instance, address, proof, PASSWORD);
    }

    private static void assertIsAnotherServer(ConnectionResult result) {
        assertThat(result).isInstanceOfSatisfying(NotYet.class, notYet -> assertThat(notYet.cause())
                .as(notYet.detail())
                .isEqualTo(Cause.OTHER_SERVER));
    }
}
