package io.toygres.api.instance;

import io.toygres.api.cms.InstanceRecord;
import io.toygres.api.cms.InstanceStore;
import io.toygres.api.cms.Metadata;
import io.toygres.api.cms.MetadataRequest;
import io.toygres.api.problem.ProblemCode;
import io.toygres.api.problem.ProblemException;
import io.toygres.contract.EncryptedSecret;
import io.toygres.contract.ImageId;
import io.toygres.contract.ImageType;
import io.toygres.contract.InstanceCommand.InstanceSpec;
import io.toygres.contract.InstanceId;
import io.toygres.contract.PostgresVersion;
import io.toygres.database.Tx;
import io.toygres.secret.Keyring;
import io.toygres.secret.Secret;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Adds the row of a new instance, and with it takes its name and DNS label, from a failed one if asked to. */
@ApplicationScoped
class Reservation {

    private final InstanceStore instances;
    private final InstanceDeletion deletion;
    private final Keyring keyring;
    private final Clock clock;

    Reservation(InstanceStore instances, InstanceDeletion deletion, Keyring keyring, Clock clock) {
        this.instances = instances;
        this.deletion = deletion;
        this.keyring = keyring;
        this.clock = clock;
    }

    /** What the request leaves to a default, or in a restore to the image. */
    record Choice(ImageType imageType, PostgresVersion postgresVersion, int storageSizeGb) {}

    /** @throws ProblemException INSTANCE_NAME_TAKEN or DNS_LABEL_TAKEN */
    InstanceRecord reserve(
            Tx tx,
            String project,
            CreateInstanceRequest request,
            Choice choice,
            Secret password,
            @Nullable ImageId sourceImage) {
        InstanceId id = InstanceId.random();
        EncryptedSecret encrypted = keyring.encrypt(password, id.value());
        InstanceSpec spec = spec(id, request, choice);
        InstanceRecord instance = InstanceRecord.creating(
                spec,
                project,
                new Metadata(request.description(), MetadataRequest.copy(request.labels()), false),
                sourceImage,
                encrypted,
                request.replacesFailed()
                        ? deletion.freeName(tx, project, spec.name(), id).orElse(null)
                        : null,
                clock.instant());
        if (!instances.insert(tx, instance)) {
            throw taken(tx, instance);
        }
        return instance;
    }

    private static InstanceSpec spec(InstanceId id, CreateInstanceRequest request, Choice choice) {
        String name = Objects.requireNonNull(request.name());
        return new InstanceSpec(
                id,
                name,
                choice.imageType(),
                choice.postgresVersion(),
                choice.storageSizeGb(),
                request.isInternal(),
                request.isInternal() ? null : Objects.requireNonNullElse(request.dnsLabel(), defaultLabel(name, id)),
                request.sourceRanges());
    }

    /** Labels are unique per region over all customers of Azure; so nobody else has it, and no instance had it before. */
    private static String defaultLabel(String name, InstanceId id) {
        return name + "-" + id.toString().substring(0, 8);
    }

    private ProblemException taken(Tx tx, InstanceRecord instance) {
        InstanceSpec spec = instance.spec();
        return instances.isNameTaken(tx, instance.project(), spec.name())
                ? new ProblemException(
                        ProblemCode.INSTANCE_NAME_TAKEN, "name", "There is an instance named " + spec.name() + ".")
                : new ProblemException(
                        ProblemCode.DNS_LABEL_TAKEN,
                        "dns_label",
                        "There is an instance with the DNS label " + spec.dnsLabel() + ".");
    }
}
