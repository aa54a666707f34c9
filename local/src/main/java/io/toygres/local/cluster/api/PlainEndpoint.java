package io.toygres.local.cluster.api;

import com.fasterxml.jackson.databind.JsonNode;

/** JSON beside Kubernetes' own API: the issuer's documents, the fault knobs. */
@FunctionalInterface
public interface PlainEndpoint {

    /** @throws io.toygres.local.cluster.store.ApiException with the code to answer */
    JsonNode answer(String method, String path, byte[] body);
}
