package io.toygres.kubernetes;

import io.toygres.contract.ErrorCode;
import java.util.regex.Pattern;

/**
 * What it means that the API server forbids an object: 403 stands for a missing right, for an admission plugin's no, and for some seconds
 * after its restart for rights that it has not read yet (https://github.com/kubernetes/kubernetes/issues/121635). Only the words tell.
 *
 * @param isFinal whether asking again within minutes is useless
 */
record Refusal(ErrorCode code, boolean isFinal) {

    /** Of the plugins ResourceQuota and LimitRanger: {@code exceeded quota: …}, {@code maximum memory usage per Container is 1Gi, …}. */
    private static final Pattern LIMIT = Pattern.compile(
            "(exceeded|failed) quota|usage per (Container|Pod|PersistentVolumeClaim)|limit to request ratio");

    /** Of the plugins PodSecurity and NamespaceLifecycle. */
    private static final Pattern RULE = Pattern.compile("violates PodSecurity|is being terminated");

    /** @param message the API server's, or a controller's event that quotes it */
    static Refusal of(String message) {
        if (LIMIT.matcher(message).find()) {
            return new Refusal(ErrorCode.QUOTA_EXCEEDED, true);
        }
        return new Refusal(ErrorCode.CLUSTER_REFUSED, RULE.matcher(message).find());
    }
}
