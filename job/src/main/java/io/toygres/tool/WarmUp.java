package io.toygres.tool;

import io.toygres.contract.job.BackupSpec;
import io.toygres.tool.backup.BackupCommand;
import io.toygres.tool.report.JobFiles;
import io.toygres.tool.report.JobLog;
import io.toygres.tool.report.JobRunner;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * A backup that comes to nothing: of a server that is not there, to a storage that is not asked. The build runs it once, to record
 * which classes a Job loads; those of the other commands are loaded by name.
 */
final class WarmUp {

    private static final String SPEC = """
            {"image_id":"00000000-0000-4000-8000-000000000000","operation_id":"00000000-0000-4000-8000-000000000000",
             "source":{"host":"127.0.0.1","port":1,"user":"postgres"},"postgres_version":"15","databases":[],
             "blob_container_url":"https://localhost/images?sig=none","source_patience_seconds":0,"row_count_limit_bytes":1}
            """;

    private WarmUp() {}

    static void run() throws IOException {
        loadOurs();
        Path folder = Files.createTempDirectory("toygres-job");
        Path azcopy = folder.resolve("azcopy");
        Files.writeString(azcopy, "#!/bin/sh\nexec cat >/dev/null\n");
        Files.setPosixFilePermissions(azcopy, PosixFilePermissions.fromString("rwx------"));
        Files.writeString(folder.resolve("password"), "none");
        JobFiles files =
                new JobFiles(folder, folder.resolve("password"), folder.resolve("ca.crt"), folder.resolve("message"));
        Map<String, String> environment =
                Map.of("TOYGRES_SPEC", SPEC, "TOYGRES_ATTEMPT", "none", "PATH", folder + ":/usr/bin:/bin");
        JobLog log = new JobLog(new PrintStream(OutputStream.nullOutputStream(), false));
        new JobRunner(new BackupCommand(), environment, files, log).run();
    }

    /** All classes of this program and of the contract, from the jars that it was started with. */
    private static void loadOurs() throws IOException {
        for (Class<?> of : List.of(WarmUp.class, BackupSpec.class)) {
            String jar = of.getProtectionDomain().getCodeSource().getLocation().getPath();
            if (!jar.endsWith(".jar")) {
                continue;
            }
            try (JarFile classes = new JarFile(jar)) {
                for (String name : classes.stream().map(JarEntry::getName).toList()) {
                    if (name.endsWith(".class") && name.startsWith("io/toygres/")) {
                        load(name.substring(0, name.length() - ".class".length())
                                .replace('/', '.'));
                    }
                }
            }
        }
    }

    private static void load(String name) {
        try {
            Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
