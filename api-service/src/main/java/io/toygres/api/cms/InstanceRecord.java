package io.toygres.api.cms;

import io.toygres.api.reconciliation.Note;
import io.toygres.contract.EncryptedSecret;
import io.toygres.contract.Failure;
import io.toygres.contract.ImageId;
import io.toygres.contract.InstanceCommand.InstanceSpec;
import io.toygres.contract.InstanceId;
import io.toygres.contract.RestoreReport;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One row of {@code instances}.
 *
 * @param sourceImageId the image it was restored from; null when it was created empty
 * @param password encrypted for the instance's id; null once nothing needs it any more
 * @param address where users reach it; null until it has run
 * @param restoreReport what its restore could not bring back; null for nothing
 * @param version changes with every change of the row; empty for one that is not stored yet
 * @param note what is wrong with it while it runs; null for nothing
 * @param replaces the failed instance whose name it took over; null for none
 */
public record InstanceRecord(
        InstanceSpec spec,
        String project,
        Metadata metadata,
        InstanceStatus status,
        @Nullable ImageId sourceImageId,
        @Nullable EncryptedSecret password,
        @Nullable Address address,
        @Nullable Failure failure,
        @Nullable Note note,
        @Nullable RestoreReport restoreReport,
        @Nullable InstanceId replaces,
        Instant createdAt,
        Instant updatedAt,
        String version) {

    /**
     * Where users reach an instance.
     *
     * @param address what the host leads to; null when no worker told
     * @param tls whether the server has a certificate of the installation's CA
     */
    public record Address(String host, int port, @Nullable String address, boolean tls) {

        /** The file that the URI names; {@code GET /api/ca.pem} is what it holds. */
        private static final String AUTHORITIES = "toygres-ca.pem";

        /** For psql and drivers, without the password. */
        public String uri() {
            String server = host.contains(":") ? "[" + host + "]" : host;
            String uri = "postgresql://postgres@" + server + ":" + port + "/postgres";
            return tls ? uri + "?sslmode=verify-full&sslrootcert=" + AUTHORITIES : uri;
        }
    }

    public InstanceId id() {
        return spec.instanceId();
    }

    /** A new instance. */
    public static InstanceRecord creating(
            InstanceSpec spec,
            String project,
            Metadata metadata,
            @Nullable ImageId sourceImageId,
            EncryptedSecret password,
            @Nullable InstanceId replaces,
            Instant now) {
        return new InstanceRecord(
                spec,
                project,
                metadata,
                InstanceStatus.CREATING,
                sourceImageId,
                password,
                null,
                null,
                null,
                null,
                replaces,
                now,
                now,
                "");
    }
}
