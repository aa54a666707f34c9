package io.toygres.provisioner.connection;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import io.toygres.provisioner.connection.ConnectionResult.Cause;
import io.toygres.provisioner.connection.ConnectionResult.NotYet;
import io.toygres.provisioner.connection.ConnectionResult.WrongPassword;
import io.toygres.provisioner.instance.Instance;
import io.toygres.provisioner.instance.InstanceState;
import io.toygres.secret.Secret;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Logs in by {@code psql} inside the instance's pod. It goes to the pod's own address and not to localhost, where nobody is
 * asked for a password, and hands the password over on stdin: {@code psql -W} reads it from there when there is no terminal, so
 * that it stands in no command line and in no environment.
 */
final class PodLogin implements Login {

    private final KubernetesClient client;
    private final String namespace;
    private final Duration timeout;

    PodLogin(KubernetesClient client, String namespace, Duration timeout) {
        this.client = client;
        this.namespace = namespace;
        this.timeout = timeout;
    }

    @Override
    public ConnectionResult attempt(InstanceState instance, Address address, Secret password) throws Exception {
        Pod pod = client.pods()
                .inNamespace(namespace)
                .withName(instance.names().pod())
                .get();
        if (pod == null || pod.getStatus().getPodIP() == null) {
            return new NotYet(Cause.STARTING_UP, "the pod has no address");
        }
        try {
            Psql psql = run(pod, password);
            return psql.status() == 0 ? Identity.compare(instance.instanceId(), psql.answer()) : read(psql.complaint());
        } catch (TimeoutException _) {
            return new NotYet(Cause.TIMEOUT, "psql in the pod did not end in time");
        }
    }

    /** What psql left when it ended: its exit status, stdout and stderr. */
    private record Psql(int status, String answer, String complaint) {}

    private Psql run(Pod pod, Secret password) throws Exception {
        var answer = new ByteArrayOutputStream();
        var complaint = new ByteArrayOutputStream();
        try (ExecWatch psql = client.pods()
                .resource(pod)
                .inContainer(Instance.SERVER_CONTAINER)
                .redirectingInput()
                .writingOutput(answer)
                .writingError(complaint)
                .exec("psql", "-W", "-XAtd", target(pod), "-c", Identity.QUESTION)) {
            psql.getInput().write((password.reveal() + "\n").getBytes(UTF_8));
            psql.getInput().flush();
            int status = psql.exitCode().get(timeout.multipliedBy(2).toMillis(), TimeUnit.MILLISECONDS);
            return new Psql(
                    status,
                    answer.toString(UTF_8).strip(),
                    complaint.toString(UTF_8).strip());
        }
    }

    private String target(Pod pod) {
        return "host=" + pod.getStatus().getPodIP() + " user=postgres dbname=postgres connect_timeout="
                + Math.max(2, timeout.toSeconds());
    }

    /** psql gives no SQLSTATE for a failed login; its message is the server's. */
    private static ConnectionResult read(String complaint) {
        String reason = complaint.lines().reduce((_, last) -> last).orElse("psql gave no reason");
        if (reason.contains("password authentication failed")) {
            return new WrongPassword(reason);
        }
        return new NotYet(reason.contains("starting up") ? Cause.STARTING_UP : Cause.REFUSED, reason);
    }
}
