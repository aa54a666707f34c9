package io.toygres.job;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What one Job is to do.
 *
 * @param labels owner labels of the Job and its pods; with the operation id, so that the operation is woken
 * @param deadline the longest life of the Job, all of its tries together
 */
public record JobRequest(
        JobName name, Map<String, String> labels, Work work, List<JobVolume> volumes, Duration deadline) {

    public JobRequest {
        labels = Map.copyOf(labels);
        volumes = List.copyOf(volumes);
    }

    /** Where the Job is. */
    public record JobName(String namespace, String name) {}

    /**
     * What its container runs.
     *
     * @param image container image with the tools that the script calls
     * @param script the script to run, one of the {@code scripts}, such as {@code backup.sh}
     * @param spec what the script is told, a record that becomes the JSON document in {@code TOYGRES_SPEC}; no secret
     */
    public record Work(String image, String script, JobScripts scripts, Record spec) {}
}
