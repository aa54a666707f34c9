package io.toygres.local.up;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.toygres.local.platform.LocalKafka;
import io.toygres.local.platform.LocalPostgres;
import io.toygres.local.platform.Secrets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@code .toygres/system.json}: what runs and where, for scripts and tests. It is there exactly while the system is up, and holds
 * no secret, only the names of files that do.
 */
record SystemFile(Settings settings, Cluster cluster, LocalAzure azure, LocalPostgres postgres, LocalKafka kafka) {

    void write() {
        try {
            String json = new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(content());
            Secrets.write(settings.state().systemFile(), json + "\n");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Could not write system.json", e);
        }
    }

    private Map<String, String> content() {
        StateFolder state = settings.state();
        Map<String, String> content = new LinkedHashMap<>();
        content.put("url", settings.ports().url(ServerPort.API));
        content.put("image_url", settings.ports().url(ServerPort.IMAGE));
        content.put("provisioner_url", settings.ports().url(ServerPort.PROVISIONER));
        content.put("api_management_url", settings.ports().url(ServerPort.API_MANAGEMENT));
        content.put("image_management_url", settings.ports().url(ServerPort.IMAGE_MANAGEMENT));
        content.put("provisioner_management_url", settings.ports().url(ServerPort.PROVISIONER_MANAGEMENT));
        content.put("username", settings.passedOn().getOrDefault("TOYGRES_ADMIN_USERNAME", "admin"));
        content.put("password_file", state.adminPassword().toString());
        content.put("kafka_bootstrap_servers", kafka.bootstrapServers());
        content.put("kubeconfig", cluster.kubeconfig().toString());
        content.put("namespace", settings.passedOn().getOrDefault("TOYGRES_NAMESPACE", "toygres-managed"));
        cluster.hosts().ifPresent(file -> content.put("hosts_file", file.toString()));
        cluster.control().ifPresent(url -> content.put("control_url", url.toString()));
        content.put("log_folder", state.root().resolve("logs").toString());
        content.put("run_folder", state.root().resolve("run").toString());
        content.put("cms_jdbc_url", postgres.jdbcUrl());
        content.put("cms_username", "postgres");
        content.put(
                "cms_password_file",
                state.data("cms-postgres").resolve("postgres.password").toString());
        content.put("azurite_address", "127.0.0.1:" + settings.ports().of(ServerPort.AZURITE));
        content.put("entra_address", "127.0.0.1:" + settings.ports().of(ServerPort.ENTRA));
        content.put("blob_container_url", LocalAzure.CONTAINER_URL);
        content.put("blob_https_proxy", azure.proxy().url());
        content.put("ca_file", azure.ca().certificate().toString());
        content.put("entra_token_url", LocalAzure.AUTHORITY_HOST + LocalAzure.TENANT_ID + "/oauth2/v2.0/token");
        content.put("client_id", LocalAzure.CLIENT_ID);
        content.put("federated_token_file", state.federatedToken().toString());
        return content;
    }
}
