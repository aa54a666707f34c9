package io.toygres.provisioner.connection;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import io.toygres.provisioner.connection.ConnectionResult.Cause;
import io.toygres.provisioner.connection.ConnectionResult.NotYet;
import io.toygres.provisioner.connection.ConnectionResult.WrongPassword;
import io.toygres.provisioner.instance.Instance;
import io.toygres.provisioner.instance.InstanceObjects;
import io.toygres.provisioner.instance.InstanceState;
import io.toygres.provisioner.instance.ServerTls;
import io.toygres.secret.Secret;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Logs in by {@code psql} inside the instance's pod, at the pod's own address: at localhost nobody is asked for a password. The
 * password goes in on stdin, so that it stands in no command line, neither in the pod nor in the API server's audit log.
 * {@code psql -W} is no way to hand it over: it asks the terminal first, if there is one. {@code PGREQUIREAUTH} is known from
 * PostgreSQL 16 on; before that it changes nothing, and what answers at the pod's address is the pod in any case.
 */
final class PodLogin implements Login {

    private static final String LOGIN =
            "IFS= read -r PGPASSWORD && export PGPASSWORD PGREQUIREAUTH=scram-sha-256 && exec psql -w -XAt -F ' ' -d \"$1\" -c \"$2\"";

    /** Which instance it is, and from where the server saw the login come. */
    private static final String QUESTION = Identity.QUESTION + ", pg_catalog.host(pg_catalog.inet_client_addr())";

    /** Where {@code pg_hba.conf} trusts everybody. */
    private static final Set<String> TRUSTED = Set.of("127.0.0.1", "::1", "");

    private final InstanceObjects objects;
    private final KubernetesClient client;
    private final Duration timeout;

    PodLogin(InstanceObjects objects, KubernetesClient client, Duration timeout) {
        this.objects = objects;
        this.client = client;
        this.timeout = timeout;
    }

    @Override
    public ConnectionResult attempt(InstanceState instance, Address address, ServerProof proof, Secret password)
            throws Exception {
        Optional<Pod> found = objects.find(Pod.class, instance.names().pod());
        if (found.isEmpty() || found.get().getStatus().getPodIP() == null) {
            return new NotYet(Cause.STARTING_UP, "the pod has no address");
        }
        Pod pod = found.get();
        try {
            Psql psql = run(pod, target(pod, address, proof), password);
            return psql.status() == 0 ? judge(instance, psql.answer()) : failure(psql.complaint());
        } catch (TimeoutException _) {
            return new NotYet(Cause.TIMEOUT, "psql in the pod did not end in time");
        }
    }

    /** What psql left when it ended: its exit status, stdout and stderr. */
    private record Psql(int status, String answer, String complaint) {}

    private Psql run(Pod pod, String target, Secret password) throws Exception {
        var answer = new ByteArrayOutputStream();
        var complaint = new ByteArrayOutputStream();
        try (ExecWatch psql = client.pods()
                .resource(pod)
                .inContainer(Instance.SERVER_CONTAINER)
                .redirectingInput()
                .writingOutput(answer)
                .writingError(complaint)
                .exec("sh", "-c", LOGIN, "sh", target, QUESTION)) {
            psql.getInput().write((password.reveal() + "\n").getBytes(UTF_8));
            psql.getInput().flush();
            int status = psql.exitCode().get(timeout.multipliedBy(2).toMillis(), TimeUnit.MILLISECONDS);
            return new Psql(
                    status,
                    answer.toString(UTF_8).strip(),
                    complaint.toString(UTF_8).strip());
        }
    }

    /** The pod's address, and the Service's name, for which the certificate has to be. */
    private String target(Pod pod, Address address, ServerProof proof) {
        String login = "hostaddr=" + pod.getStatus().getPodIP() + " user=postgres dbname=postgres connect_timeout="
                + Math.max(2, timeout.toSeconds());
        return switch (proof) {
            case CERTIFICATE ->
                login + " host=" + address.host() + " sslmode=verify-full sslrootcert=" + ServerTls.PATH + "/"
                        + ServerTls.AUTHORITIES;
            case ADDRESS -> login;
        };
    }

    /** A login that the server trusts proves no password, so it counts as none. */
    private static ConnectionResult judge(InstanceState instance, String answer) {
        String[] idAndOrigin = answer.split(" ", 2);
        if (idAndOrigin.length < 2 || TRUSTED.contains(idAndOrigin[1])) {
            return new NotYet(Cause.REFUSED, "inside the pod the server asks for no password, so that none was tested");
        }
        return Identity.compare(instance.instanceId(), idAndOrigin[0]);
    }

    /**
     * psql gives no SQLSTATE for a failed login, whatever its verbosity: that is set once it is connected. Its message is the
     * server's, in the language of {@code lc_messages}, which an instance's configuration fixes.
     */
    private static ConnectionResult failure(String complaint) {
        String reason = complaint.lines().reduce((_, last) -> last).orElse("psql gave no reason");
        if (reason.contains("password authentication failed")) {
            return new WrongPassword(reason);
        }
        if (reason.contains("certificate")) {
            return new NotYet(Cause.OTHER_SERVER, reason);
        }
        return new NotYet(reason.contains("starting up") ? Cause.STARTING_UP : Cause.REFUSED, reason);
    }
}
