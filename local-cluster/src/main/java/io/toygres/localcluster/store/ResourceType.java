package io.toygres.localcluster.store;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;

/**
 * One kind that the API serves, for example {@code jobs} of {@code batch/v1}.
 *
 * @param group empty for the core group
 * @param status whether {@code /status} is a subresource, so that a plain update leaves the status alone
 * @param shortNames what kubectl accepts besides the plural, for example {@code po}
 */
public record ResourceType<T extends HasMetadata>(
        String group,
        String version,
        String kind,
        String plural,
        boolean namespaced,
        boolean status,
        List<String> shortNames,
        Class<T> model) {

    public ResourceType {
        shortNames = List.copyOf(shortNames);
    }

    /** {@code v1} or {@code batch/v1}. */
    public String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    /** The name in messages: {@code pods} or {@code jobs.batch}. */
    public String qualifiedPlural() {
        return group.isEmpty() ? plural : plural + "." + group;
    }

    @Override
    public String toString() {
        return qualifiedPlural();
    }
}
