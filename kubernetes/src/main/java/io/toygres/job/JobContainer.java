package io.toygres.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.toygres.job.JobRequest.Part;
import io.toygres.job.JobRequest.Work;
import io.toygres.kubernetes.PodSecurity;
import io.toygres.messaging.Json;
import io.toygres.telemetry.TraceContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The container of a Job's pod: one program, one JSON document. */
final class JobContainer {

    /** Home of everything that the program writes beside its volumes. */
    static final String WORK_FOLDER = "/toygres/work";

    private final JobSettings settings;
    private final WorkloadIdentity identity;
    private final Optional<TrustedAuthorities> authorities;

    JobContainer(JobSettings settings, WorkloadIdentity identity, Optional<TrustedAuthorities> authorities) {
        this.settings = settings;
        this.identity = identity;
        this.authorities = authorities;
    }

    Container container(Part part, List<VolumeMount> mounts) {
        Work work = part.work();
        return new ContainerBuilder()
                .withName(part.name())
                .withImage(work.image())
                .withCommand(work.command())
                .withWorkingDir(WORK_FOLDER)
                .withEnv(environment(part))
                .withResources(resources())
                .withSecurityContext(part.user().map(PodSecurity::container).orElseGet(PodSecurity::container))
                .withVolumeMounts(mounts)
                // The end of the log stands in for the message of a program that was killed before it wrote one.
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .build();
    }

    private List<EnvVar> environment(Part part) {
        Work work = part.work();
        List<EnvVar> environment = new ArrayList<>();
        environment.add(new EnvVar("TOYGRES_SPEC", json(work.spec()), null));
        environment.add(attempt());
        environment.add(new EnvVar("HOME", WORK_FOLDER, null));
        // The name that OpenTelemetry gives it: https://opentelemetry.io/docs/specs/otel/context/env-carriers/
        TraceContext.current().ifPresent(trace -> environment.add(new EnvVar("TRACEPARENT", trace, null)));
        if (part.identity()) {
            environment.addAll(azure());
        }
        return environment;
    }

    private List<EnvVar> azure() {
        List<EnvVar> environment = new ArrayList<>();
        // --login-type=workload alone would keep its token in a keyring that containers lack.
        environment.add(new EnvVar("AZCOPY_AUTO_LOGIN_TYPE", "WORKLOAD", null));
        environment.addAll(identity.environment());
        settings.httpsProxy().ifPresent(proxy -> environment.add(new EnvVar("HTTPS_PROXY", proxy.toString(), null)));
        authorities.ifPresent(trusted -> environment.add(new EnvVar("SSL_CERT_FILE", trusted.path(), null)));
        return environment;
    }

    /** The pod's uid keeps what one try writes apart from another's. */
    private static EnvVar attempt() {
        return new EnvVarBuilder()
                .withName("TOYGRES_ATTEMPT")
                .withNewValueFrom()
                .withNewFieldRef()
                .withApiVersion("v1")
                .withFieldPath("metadata.uid")
                .endFieldRef()
                .endValueFrom()
                .build();
    }

    private ResourceRequirements resources() {
        return new ResourceRequirementsBuilder()
                .addToRequests("cpu", new Quantity(settings.cpuRequest()))
                .addToRequests("memory", new Quantity(settings.memoryRequest()))
                .addToLimits("memory", new Quantity(settings.memoryLimit()))
                .build();
    }

    /**
     * Without a dollar sign: in a variable's value Kubernetes takes {@code $(HOME)} for a reference and {@code $$} for an escape,
     * and a database may well be named so.
     */
    private static String json(Record spec) {
        try {
            return Json.mapper().writeValueAsString(spec).replace("$", "\\u0024");
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("spec " + spec.getClass() + " has no JSON form", e);
        }
    }
}
