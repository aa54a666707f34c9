package io.toygres.tool.server;

import static io.toygres.tool.server.Container.MIB;

import io.toygres.contract.PostgresVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the private server runs: the instance's configuration, for the libraries that it loads, with everything overruled that a bulk load
 * does not want. The data directory is thrown away unless the Job ends well, so nothing in it need survive a crash on the way.
 *
 * @param tables how many tables the image has, all databases together
 * @param workers how many indexes are built at once
 */
record ServerSettings(PostgresVersion version, Path data, Path work, long tables, int workers) {

    /** Room for the locks of prepared transactions, which a recovery takes again: 30 MB. */
    private static final long TABLES_OF_RECOVERY = 20L * 1024;

    /** For a data directory that another server left. */
    static ServerSettings ofRecovery(PostgresVersion version, Path data, Path work) {
        return new ServerSettings(version, data, work, TABLES_OF_RECOVERY, 1);
    }

    /** What this program takes of the container's memory. */
    private static final long OURS_MIB = 256;

    List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        settings().forEach((name, value) -> arguments.add("--" + name + "=" + value));
        return arguments;
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("data_directory", data.toString());
        settings.put("hba_file", work.resolve("pg_hba.conf").toString());
        settings.put("external_pid_file", "");
        settings.put("listen_addresses", "");
        settings.put("port", "5432");
        settings.put("unix_socket_directories", work.toString());
        settings.put("ssl", "off");
        durability(settings);
        memory(settings);
        logging(settings);
        if (version.major() >= 17) {
            settings.put("summarize_wal", "off");
        }
        return settings;
    }

    private void durability(Map<String, String> settings) {
        for (String off : List.of("fsync", "full_page_writes", "synchronous_commit", "archive_mode", "autovacuum")) {
            settings.put(off, "off");
        }
        settings.put("wal_level", "minimal");
        settings.put("max_wal_senders", "0");
        settings.put("wal_recycle", "off");
        settings.put("wal_init_zero", "off");
        settings.put("checkpoint_timeout", "1h");
        settings.put("max_wal_size", walMib() + "MB");
    }

    /** A container with less than both of us need gets the least that a load runs with; its end says OUT_OF_MEMORY. */
    private void memory(Map<String, String> settings) {
        long memory = Math.max(256, Container.memoryMib() - OURS_MIB);
        settings.put("shared_buffers", Math.clamp(memory / 8, 64, 1024) + "MB");
        settings.put("maintenance_work_mem", Math.clamp(memory / 8 / workers, 64, 2047) + "MB");
        settings.put("max_parallel_maintenance_workers", String.valueOf(workers));
        settings.put("jit", "off");
        settings.put("max_connections", "100");
        settings.put("max_prepared_transactions", "1000");
        settings.put(
                "max_logical_replication_workers", "0"); // no subscription of a copied server takes what is another's
        // What locks all tables of a database at once, such as a key on a table of many partitions, has room for five
        // locks a table.
        settings.put("max_locks_per_transaction", String.valueOf(Math.clamp(tables / 20, 64, 1_000_000)));
        settings.put("dynamic_shared_memory_type", "mmap"); // a container's /dev/shm has 64 MB
    }

    private static void logging(Map<String, String> settings) {
        settings.put("log_destination", "stderr");
        settings.put("logging_collector", "off");
        settings.put("lc_messages", "C");
        settings.put("log_statement", "none");
        settings.put("log_min_duration_statement", "-1");
        settings.put("log_min_messages", "error");
        settings.put("log_min_error_statement", "panic"); // no statement, with what may be in it, gets into a log
    }

    /** WAL takes its space from the volume that the data needs. */
    private long walMib() {
        try {
            return Math.clamp(Files.getFileStore(data).getUsableSpace() / MIB / 8, 128, 16384);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
