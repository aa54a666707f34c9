package io.toygres.api.instance;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.toygres.api.access.Belonging;
import io.toygres.api.cms.InstanceRecord;
import io.toygres.api.cms.InstanceStatus;
import io.toygres.api.problem.FailureView;
import io.toygres.api.reconciliation.Note;
import io.toygres.contract.ImageId;
import io.toygres.contract.ImageType;
import io.toygres.contract.InstanceCommand.InstanceSpec;
import io.toygres.contract.InstanceId;
import io.toygres.contract.PostgresVersion;
import io.toygres.contract.RestoreReport;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An instance over HTTP. It never shows the password, in any form.
 *
 * @param host where to connect; null until it has run
 * @param address what the host led to when it was tested; null until then, and for an instance that an earlier release made
 * @param connectionUri for psql and drivers, without the password, such as {@code
 *     postgresql://postgres@orders-1b2c3d4e.westeurope.cloudapp.azure.com:5432/postgres?sslmode=verify-full&sslrootcert=toygres-ca.pem};
 *     null until it has run
 * @param restoreReport what its restore could not bring back, and what it was warned of; null for nothing
 * @param note what is wrong with it though it is running; null for nothing
 */
@Schema(name = "Instance", description = "A PostgreSQL server and its volume")
public record InstanceView(
        InstanceId id,
        String name,
        String project,
        @Nullable String description,
        Map<String, String> labels,

        @Schema(name = "protected", description = "Whether it can't be deleted") @JsonProperty("protected")
        boolean isProtected,

        InstanceStatus status,
        ImageType imageType,
        PostgresVersion postgresVersion,
        int storageSizeGb,
        boolean internal,
        @Nullable String dnsLabel,
        List<String> allowedCidrs,
        @Nullable ImageId sourceImageId,
        @Nullable String host,
        @Nullable Integer port,
        @Nullable String address,

        @Schema(
                description =
                        "For psql and drivers; add the password. The file that sslrootcert names is what GET /api/ca.pem answers.")
        @Nullable
        String connectionUri,

        Instant createdAt,
        Instant updatedAt,
        @Nullable FailureView failure,
        @Nullable Note note,
        @Nullable RestoreReport restoreReport,

        @Schema(description = "The failed one whose name it took over, as replace_failed asked; null for none")
        @Nullable
        InstanceId replaces)
        implements Belonging {

    public static InstanceView of(InstanceRecord instance) {
        InstanceSpec spec = instance.spec();
        InstanceRecord.Address address = instance.address();
        return new InstanceView(
                spec.instanceId(),
                spec.name(),
                instance.project(),
                instance.metadata().description(),
                instance.metadata().labels(),
                instance.metadata().isProtected(),
                instance.status(),
                spec.imageType(),
                spec.postgresVersion(),
                spec.storageSizeGb(),
                spec.internal(),
                spec.dnsLabel(),
                spec.sourceRanges(),
                instance.sourceImageId(),
                address == null ? null : address.host(),
                address == null ? null : address.port(),
                address == null ? null : address.address(),
                address == null ? null : address.uri(),
                instance.createdAt(),
                instance.updatedAt(),
                FailureView.of(instance.failure()),
                instance.status() == InstanceStatus.RUNNING ? instance.note() : null,
                instance.restoreReport(),
                instance.replaces());
    }
}
