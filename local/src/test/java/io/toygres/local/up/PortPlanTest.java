package io.toygres.local.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PortPlanTest {
    @Test
    void standsAsDocumentedWhenNothingIsSaid() {
        PortPlan plan = PortPlan.from(Map.of());

        assertThat(plan.of(ServerPort.API)).isEqualTo(8080);
        assertThat(plan.of(ServerPort.KUBERNETES)).isEqualTo(16443);
    }

    @Test
    void aBaseMovesEveryPortAndAnOwnVariableOutranksIt() {
        PortPlan plan = PortPlan.from(Map.of("TOYGRES_PORT_BASE", "20000", "TOYGRES_KAFKA_PORT", "9999"));

        assertThat(plan.of(ServerPort.API)).isEqualTo(20000);
        assertThat(plan.of(ServerPort.IMAGE)).isEqualTo(20001);
        assertThat(plan.of(ServerPort.KAFKA)).isEqualTo(9999);
        assertThat(plan.ports().values()).doesNotHaveDuplicates();
    }

    @Test
    void refusesWhatIsNoPort() {
        assertThatThrownBy(() -> PortPlan.from(Map.of("TOYGRES_API_PORT", "http")))
                .isInstanceOf(StartRefused.class)
                .hasMessage("TOYGRES_API_PORT must be a port number, not 'http'");
    }

    @Test
    void refusesABaseWhosePortsOutgoingConnectionsMayTake() {
        assertThatThrownBy(() -> PortPlan.from(Map.of("TOYGRES_PORT_BASE", "41000")))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("TOYGRES_PORT_BASE must leave the ports from 32768");
    }

    @Test
    void namesThePortThatIsInUseAndHowToChooseAnother() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Map<String, String> environment = new HashMap<>();
            for (ServerPort port : ServerPort.values()) {
                environment.put(port.variable(), "0");
            }
            environment.put("TOYGRES_KAFKA_PORT", String.valueOf(taken.getLocalPort()));

            assertThatThrownBy(() -> PortPlan.from(environment).requireFree())
                    .isInstanceOf(StartRefused.class)
                    .hasMessage("Port " + taken.getLocalPort() + ", for Kafka, is in use: choose another with"
                            + " TOYGRES_KAFKA_PORT=<port>, or move all with TOYGRES_PORT_BASE=<port>");
        }
    }
}
