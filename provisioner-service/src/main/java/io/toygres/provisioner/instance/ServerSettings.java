package io.toygres.provisioner.instance;

import io.toygres.contract.ImageType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * {@code postgresql.conf} of an instance. Memory follows the container's limit by the usual shares
 * (<a href="https://www.postgresql.org/docs/current/runtime-config-resource.html">PostgreSQL</a>: a quarter of it as shared
 * buffers).
 */
final class ServerSettings {

    /** The custom setting by which the connection test knows the instance. */
    static final String INSTANCE_ID = "toygres.instance_id";

    private static final long MEGABYTE = 1024L * 1024;
    private static final int MAX_CONNECTIONS = 100;

    private ServerSettings() {}

    static String file(Instance instance, long memoryBytes) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put(INSTANCE_ID, quoted(instance.spec().instanceId().toString()));
        network(settings);
        preload(settings, instance.spec().imageType());
        memory(settings, memoryBytes / MEGABYTE);
        logging(settings);
        return settings.entrySet().stream()
                .map(setting -> setting.getKey() + " = " + setting.getValue() + "\n")
                .collect(Collectors.joining("", "# Written by Toygres when the instance was made.\n", ""));
    }

    private static void network(Map<String, String> settings) {
        settings.put("listen_addresses", quoted("*"));
        settings.put("port", Integer.toString(ServerService.PORT));
        settings.put("unix_socket_directories", quoted(ServerPod.SOCKETS));
        settings.put("max_connections", Integer.toString(MAX_CONNECTIONS));
        settings.put("password_encryption", quoted("scram-sha-256"));
    }

    private static void preload(Map<String, String> settings, ImageType type) {
        switch (type) {
            case STOCK -> {}
            case PG_DURABLE -> settings.put("shared_preload_libraries", quoted("pg_durable"));
        }
    }

    private static void memory(Map<String, String> settings, long megabytes) {
        settings.put("shared_buffers", megabytes / 4 + "MB");
        settings.put("effective_cache_size", megabytes / 2 + "MB");
        settings.put("maintenance_work_mem", Math.max(16, megabytes / 16) + "MB");
        // A quarter of the memory shared by all connections, each with one sort or hash at a time.
        settings.put("work_mem", Math.max(1024, megabytes * 1024 / 4 / MAX_CONNECTIONS) + "kB");
    }

    /** To the container's log; never the text of a statement or the values in it, which may be secrets or personal data. */
    private static void logging(Map<String, String> settings) {
        // Whatever the image's locale: why a server ended, or psql could not log in, is known by its words.
        settings.put("lc_messages", quoted("C"));
        settings.put("log_destination", quoted("stderr"));
        settings.put("logging_collector", "off");
        settings.put("log_timezone", quoted("UTC"));
        settings.put("log_line_prefix", quoted("%m [%p] %q%u@%d "));
        settings.put("log_statement", "none");
        settings.put("log_min_duration_statement", "-1");
        settings.put("log_min_error_statement", "panic");
        settings.put("log_parameter_max_length_on_error", "0");
        // Leaves out DETAIL and CONTEXT, which quote rows and statements.
        settings.put("log_error_verbosity", "terse");
    }

    private static String quoted(String value) {
        return "'" + value + "'";
    }
}
