package io.toygres.job;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one Job is to do.
 *
 * @param labels owner labels of the Job and its pods; with the operation id, so that the operation is woken
 * @param containers of its pods, side by side; each name is one of {@link JobTemplate#CONTAINERS}
 * @param deadline the longest life of the Job, all of its tries together
 */
public record JobRequest(JobName name, Map<String, String> labels, List<Part> containers, Duration deadline) {

    public JobRequest {
        labels = Map.copyOf(labels);
        containers = List.copyOf(containers);
    }

    /** A Job of one container, which logs in to Azure. */
    public JobRequest(JobName name, Map<String, String> labels, Work work, List<JobVolume> volumes, Duration deadline) {
        this(name, labels, List.of(Part.withIdentity(JobTemplate.CONTAINER, work, volumes)), deadline);
    }

    /**
     * One container.
     *
     * @param identity whether it logs in to Azure; another has no token, no proxy and no authorities, and the workload identity webhook leaves
     *     it alone
     * @param user the uid it runs as; absent: that of the pod
     */
    public record Part(String name, Work work, List<JobVolume> volumes, boolean identity, Optional<Long> user) {

        public Part {
            volumes = List.copyOf(volumes);
        }

        public static Part withIdentity(String name, Work work, List<JobVolume> volumes) {
            return new Part(name, work, volumes, true, Optional.empty());
        }

        public static Part withoutIdentity(String name, Work work, List<JobVolume> volumes) {
            return new Part(name, work, volumes, false, Optional.empty());
        }

        public Part asUser(long uid) {
            return new Part(name, work, volumes, identity, Optional.of(uid));
        }
    }

    /** Where the Job is. */
    public record JobName(String namespace, String name) {}

    /**
     * What its container runs.
     *
     * @param image container image with the programs that are called
     * @param command program and arguments, such as {@code toygres-job backup}
     * @param spec what the program is told, a record that becomes the JSON document in {@code TOYGRES_SPEC}; no secret
     */
    public record Work(String image, List<String> command, Record spec) {

        public Work {
            command = List.copyOf(command);
        }

        /** Runs a command of the Jobs' program, such as {@code backup}. */
        public static Work program(String image, String command, Record spec) {
            return new Work(image, List.of("toygres-job", command), spec);
        }
    }
}
