package io.toygres.database;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.AgroalConnectionPoolConfiguration.ConnectionValidator;
import io.agroal.api.configuration.supplier.AgroalConnectionFactoryConfigurationSupplier;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.exceptionsorter.PostgreSQLExceptionSorter;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.toygres.local.platform.LocalPostgres;
import io.toygres.local.process.Program;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.postgresql.Driver;

/** A PostgreSQL server of its own with the tables of this module, reached as a service reaches its database. */
public final class TestDatabase implements AutoCloseable {

    private static final String ROLE = "image";

    private final LocalPostgres server = LocalPostgres.throwaway();
    private final AgroalDataSource pool;
    private final Jdbi jdbi;

    public TestDatabase() throws SQLException {
        this(Map.of());
    }

    /** @param properties of the JDBC driver */
    TestDatabase(Map<String, String> properties) throws SQLException {
        pool = AgroalDataSource.from(
                new AgroalDataSourceConfigurationSupplier().connectionPoolConfiguration(connections -> connections
                        .maxSize(40)
                        .acquisitionTimeout(Duration.ofMinutes(1))
                        .connectionValidator(ConnectionValidator.defaultValidator())
                        .idleValidationTimeout(Duration.ofMillis(100))
                        .exceptionSorter(new PostgreSQLExceptionSorter())
                        .connectionFactoryConfiguration(factory -> with(properties, factory)
                                .jdbcUrl(server.jdbcUrl())
                                .connectionProviderClass(Driver.class)
                                .principal(new NamePrincipal(ROLE))
                                .credential(new SimplePassword(server.password(ROLE))))));
        Flyway.configure()
                .dataSource(pool)
                .locations("db/messaging", "db/operation")
                .load()
                .migrate();
        jdbi = Jdbi.create(pool);
    }

    public Jdbi jdbi() {
        return jdbi;
    }

    /** The same tables by connections of the test's own, which {@link #cutConnections} spares. */
    public Jdbi observer() {
        return Jdbi.create(server.jdbcUrl() + "?currentSchema=" + ROLE, "postgres", server.password("postgres"));
    }

    /** Empties every table. */
    public void clear() {
        observer().useHandle(handle -> handle.execute("TRUNCATE operation, outbox, inbox"));
    }

    /** Cuts every connection of the service, as a failover does. */
    public void cutConnections() {
        server.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '" + ROLE + "'");
    }

    /** Makes every connection of the service fall silent, as the death of the server's node does; idle ones hold no lock. */
    void freezeConnections() {
        signal("-STOP");
    }

    void thawConnections() {
        signal("-CONT");
    }

    private void signal(String signal) {
        Program.run("pkill", signal, "-P", Long.toString(server.pid()), "-f", "^postgres: " + ROLE + " ");
    }

    private static AgroalConnectionFactoryConfigurationSupplier with(
            Map<String, String> properties, AgroalConnectionFactoryConfigurationSupplier factory) {
        properties.forEach(factory::jdbcProperty);
        return factory;
    }

    /** Whether a transaction waits for another to end. */
    public boolean isSomebodyWaiting() {
        return observer()
                .withHandle(handle -> handle.createQuery("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)")
                        .mapTo(Boolean.class)
                        .one());
    }

    @Override
    public void close() {
        pool.close();
        server.close();
    }
}
