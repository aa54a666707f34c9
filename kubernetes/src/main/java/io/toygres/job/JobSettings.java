package io.toygres.job;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.toygres.kubernetes.PodSettings;
import io.toygres.kubernetes.QuantityBounds;
import io.toygres.settings.DurationBounds;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hibernate.validator.constraints.Range;

/** How Jobs run in this cluster. */
@ConfigMapping(prefix = "toygres.jobs")
public interface JobSettings {

    /** Service account of a Job's pod: the one whose federated credential may write to the blob container. */
    @WithDefault("toygres-backup")
    String serviceAccount();

    /** What an operator wants of the Jobs' pods. */
    PodSettings pod();

    /** Proxy through which a Job's pod reaches blob storage and its login; absent: directly. */
    Optional<URI> httpsProxy();

    /**
     * Where blob storage and its login are, as address ranges at port 443: what a Job's NetworkPolicy leaves open beside DNS, apart
     * from private and link-local ranges within a wider one. The default says nothing; name your region's ranges (Azure's service
     * tags Storage and AzureActiveDirectory) or your private endpoint. Ignored with a proxy: then it is the proxy alone.
     */
    @WithDefault("0.0.0.0/0")
    List<@Pattern(regexp = Cidr.RANGE) String> storageCidrs();

    /** PEM file, read by the service, of the authorities that a Job's pod trusts; absent: those of its image. */
    Optional<Path> caFile();

    /** CPU that a Job's pod is sure of, as a Kubernetes quantity. There is no limit: idle CPU is for the taking. */
    @WithDefault("250m")
    @QuantityBounds(least = "1m")
    String cpuRequest();

    /** Memory that a Job's pod is sure of. */
    @WithDefault("256Mi")
    @QuantityBounds(least = "16Mi")
    String memoryRequest();

    /** Memory beyond which the pod is killed; for a restore it holds a server's buffers and index builds. */
    @WithDefault("2Gi")
    @QuantityBounds(least = "64Mi")
    String memoryLimit();

    /** Size limit of the work volume; Jobs stream, so it holds lists, logs and pipes. */
    @WithDefault("1Gi")
    @QuantityBounds(least = "16Mi")
    String workVolumeSize();

    /** How long a finished Job and its log are kept. */
    @WithDefault("1D")
    @DurationBounds(least = "1M", most = "30D")
    Duration keepFinished();

    /**
     * How long a registry may know no such image, or a container fail to be started, before the Job counts as failed. Every other
     * failing pull has the time of {@code toygres.jobs.stalled-after}.
     */
    @WithDefault("2M")
    @DurationBounds(least = "1S", most = "1H")
    Duration imagePullGrace();

    /**
     * How many Jobs this service runs at once, all its replicas together; the others wait in a queue. Each worker service has a limit of
     * its own: the cluster has to bear so many backups and, beside them, so many restores.
     */
    @WithDefault("8")
    @Range(min = 1, max = 1000)
    int limit();

    /** How many backups of one instance run at once. */
    @WithDefault("2")
    @Range(min = 1, max = 1000)
    int limitPerSource();

    /** How long an operation may wait in that queue. */
    @WithDefault("24H")
    @DurationBounds(least = "1M", most = "30D")
    Duration longestWait();

    /** A Job whose progress stands still for longer has stalled. */
    @WithDefault("30M")
    @DurationBounds(least = "1M", most = "7D")
    Duration stalledAfter();
}
