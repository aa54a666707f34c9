package io.toygres.localcluster.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** The columns of a Job. */
final class JobColumns {
    private static final List<String> BY_WEIGHT = List.of("Complete", "Failed", "SuccessCriteriaMet", "FailureTarget");

    private JobColumns() {}

    static List<Column> of(Ages ages) {
        return List.of(
                Column.of("Status", JobColumns::status),
                Column.of("Completions", JobColumns::completions),
                Column.of("Duration", job -> duration(job, ages)));
    }

    private static String status(JsonNode job) {
        for (String type : BY_WEIGHT) {
            for (JsonNode condition : job.at("/status/conditions")) {
                if (condition.path("type").asText().equals(type)) {
                    return type;
                }
            }
        }
        return job.path("metadata").hasNonNull("deletionTimestamp") ? "Terminating" : "Running";
    }

    private static String completions(JsonNode job) {
        return job.at("/status/succeeded").asInt() + "/"
                + job.at("/spec/completions").asInt(1);
    }

    private static String duration(JsonNode job, Ages ages) {
        JsonNode start = job.at("/status/startTime");
        return start.isMissingNode() ? "" : ages.between(start, job.at("/status/completionTime"));
    }
}
