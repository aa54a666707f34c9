package io.toygres.provisioner;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;

/** Does at once what a cluster's controllers and kubelets do some time later. */
final class Controllers {

    private static final String NAMESPACE = "toygres-managed";

    private final KubernetesClient client;

    Controllers(KubernetesClient client) {
        this.client = client;
    }

    void act() {
        list(PersistentVolumeClaim.class).forEach(this::bind);
        list(Job.class).forEach(this::finish);
        list(StatefulSet.class).forEach(this::serve);
        list(Service.class).forEach(this::assign);
    }

    private <T extends HasMetadata> List<T> list(Class<T> kind) {
        return client.resources(kind).inNamespace(NAMESPACE).list().getItems();
    }

    private void bind(PersistentVolumeClaim claim) {
        var bound = claim.edit().withNewStatus().withPhase("Bound").endStatus().build();
        client.resource(bound).updateStatus();
    }

    private void finish(Job job) {
        ObjectMeta template = job.getSpec().getTemplate().getMetadata();
        var status = new PodStatusBuilder()
                .addNewContainerStatus()
                .withName("job")
                .withNewState()
                .withNewTerminated()
                .withExitCode(0)
                .withMessage("{\"outcome\":\"succeeded\"}")
                .endTerminated()
                .endState()
                .endContainerStatus()
                .build();
        pod(job.getMetadata().getName() + "-x", template, job.getMetadata().getName(), status);
        client.resource(job.edit()
                        .editOrNewStatus()
                        .withConditions()
                        .addNewCondition()
                        .withType("Complete")
                        .withStatus("True")
                        .endCondition()
                        .endStatus()
                        .build())
                .updateStatus();
    }

    private void serve(StatefulSet set) {
        var status = new PodStatusBuilder()
                .addNewCondition()
                .withType("Ready")
                .withStatus("True")
                .endCondition()
                .build();
        pod(set.getMetadata().getName() + "-0", set.getSpec().getTemplate().getMetadata(), "none", status);
    }

    private void pod(String name, ObjectMeta template, String job, PodStatus status) {
        Pod pod = new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(NAMESPACE)
                .withLabels(template.getLabels())
                .addToLabels("batch.kubernetes.io/job-name", job)
                .endMetadata()
                .withStatus(status)
                .build();
        if (client.resource(pod).get() == null) {
            client.resource(pod).create();
        }
    }

    private void assign(Service service) {
        client.resource(service.edit()
                        .editOrNewStatus()
                        .withNewLoadBalancer()
                        .addNewIngress()
                        .withIp("20.1.2.3")
                        .endIngress()
                        .endLoadBalancer()
                        .endStatus()
                        .build())
                .updateStatus();
    }
}
