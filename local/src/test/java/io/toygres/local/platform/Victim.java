package io.toygres.local.platform;

import io.toygres.local.process.Ports;
import java.nio.file.Path;

/** A JVM that starts a PostgreSQL server and waits to be killed; it prints the port of the server. */
final class Victim {
    private Victim() {}

    public static void main(String[] arguments) throws InterruptedException {
        LocalPostgres postgres = LocalPostgres.start(Path.of(arguments[0]), Ports.free());
        System.out.println(postgres.port());
        Thread.currentThread().join();
    }
}
