package io.toygres.e2e.sut;

/** How this machine connects to an instance's server. */
public sealed interface Route {

    /** A numeric address to connect to. */
    String address();

    int port();

    /** Straight to the address behind the instance's DNS name. */
    record Direct(String address, int port) implements Route {}

    /**
     * To a {@link Tunnel} of this process into the instance's pod.
     *
     * @param port of the tunnel, on loopback
     */
    record Tunnelled(int port, String namespace, String pod) implements Route {

        @Override
        public String address() {
            return Tunnel.ADDRESS;
        }
    }
}
