package io.toygres.local.up;

/** What listens, and where when nothing else is said. */
enum ServerPort {
    API("api-service", 8080),
    IMAGE("image-service", 8081),
    PROVISIONER("provisioner-service", 8082),
    KAFKA("Kafka", 9092),
    POSTGRES("the CMS's PostgreSQL", 5433),
    AZURITE("Azurite", 10000),
    ENTRA("the Entra ID endpoint", 10443),
    PROXY("the CONNECT proxy", 10080),
    KUBERNETES("the Kubernetes API", 16443),
    API_MANAGEMENT("health and metrics of api-service", 9080),
    IMAGE_MANAGEMENT("health and metrics of image-service", 9081),
    PROVISIONER_MANAGEMENT("health and metrics of provisioner-service", 9082);

    private final String server;
    private final int standard;

    ServerPort(String server, int standard) {
        this.server = server;
        this.standard = standard;
    }

    String server() {
        return server;
    }

    int standard() {
        return standard;
    }

    /** The environment variable that chooses another port, such as {@code TOYGRES_API_PORT}. */
    String variable() {
        return "TOYGRES_" + name() + "_PORT";
    }
}
