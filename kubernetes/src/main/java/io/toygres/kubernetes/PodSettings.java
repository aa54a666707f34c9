package io.toygres.kubernetes;

import java.util.List;
import java.util.Optional;

/**
 * What an operator wants of the pods of one kind, a group among its other settings: {@code toygres.jobs.pod},
 * {@code toygres.instance.pod}. Lists are separated by commas; a comma within is written {@code \,}. Pods that are there keep what they
 * were made with.
 */
public interface PodSettings {

    /** Names of Secrets in the managed namespace with which nodes pull container images. */
    Optional<List<String>> imagePullSecrets();

    /** Labels that a node must have: {@code agentpool=databases}. */
    Optional<List<String>> nodeSelector();

    /**
     * Taints that the pods tolerate, as {@code kubectl taint} writes them: {@code dedicated=postgres:NoSchedule}. Without a value every
     * value, without an effect every effect.
     */
    Optional<List<String>> tolerations();

    /** Name of their PriorityClass. */
    Optional<String> priorityClass();

    /** Further annotations: {@code example.com/owner=dba}. */
    Optional<List<String>> annotations();

    /** Further labels; none of those that Toygres gives itself. */
    Optional<List<String>> labels();
}
