package io.toygres.local.up;

import io.toygres.local.process.Ports;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which server listens on which port: its own variable decides, else {@code TOYGRES_PORT_BASE} plus its place in
 * {@link ServerPort}, else the standard.
 */
record PortPlan(Map<ServerPort, Integer> ports) {
    static final String BASE = "TOYGRES_PORT_BASE";

    /**
     * From here on Linux hands ports out to outgoing connections, so that one of ours may be taken at any moment
     * (<a href="https://docs.kernel.org/networking/ip-sysctl.html">ip_local_port_range</a>).
     */
    private static final int FIRST_EPHEMERAL = 32_768;

    PortPlan {
        ports = Map.copyOf(ports);
    }

    static PortPlan from(Map<String, String> environment) {
        Map<ServerPort, Integer> ports = new EnumMap<>(ServerPort.class);
        int place = 0;
        for (ServerPort port : ServerPort.values()) {
            ports.put(port, choose(port, place++, environment));
        }
        return new PortPlan(ports);
    }

    private static int choose(ServerPort port, int place, Map<String, String> environment) {
        if (environment.containsKey(port.variable())) {
            return number(port.variable(), environment);
        }
        return environment.containsKey(BASE) ? base(environment) + place : port.standard();
    }

    private static int base(Map<String, String> environment) {
        int base = number(BASE, environment);
        if (base + ServerPort.values().length > FIRST_EPHEMERAL) {
            throw new StartRefused(BASE + " must leave the ports from " + FIRST_EPHEMERAL
                    + " on to outgoing connections; " + base + " does not, 20000 would");
        }
        return base;
    }

    private static int number(String variable, Map<String, String> environment) {
        String value = environment.getOrDefault(variable, "");
        if (!value.matches("[0-9]{1,5}") || Integer.parseInt(value) > 65_500) {
            throw new StartRefused(variable + " must be a port number, not '" + value + "'");
        }
        return Integer.parseInt(value);
    }

    int of(ServerPort port) {
        return ports.getOrDefault(port, port.standard());
    }

    /** Base address of an HTTP server of ours. */
    String url(ServerPort port) {
        return "http://127.0.0.1:" + of(port);
    }

    /** Says which port is taken, and what to do. */
    void requireFree() {
        firstTaken().ifPresent(port -> {
            throw new StartRefused(
                    "Port %d, for %s, is in use: choose another with %s=<port>, or move all with %s=<port>"
                            .formatted(of(port), port.server(), port.variable(), BASE));
        });
    }

    private Optional<ServerPort> firstTaken() {
        return Arrays.stream(ServerPort.values())
                .filter(port -> !Ports.isFree("127.0.0.1", of(port)))
                .findFirst();
    }
}
