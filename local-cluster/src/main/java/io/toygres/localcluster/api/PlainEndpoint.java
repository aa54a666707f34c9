package io.toygres.localcluster.api;

import com.fasterxml.jackson.databind.JsonNode;

/** JSON beside Kubernetes' own API: the issuer's documents, the fault knobs. */
@FunctionalInterface
public interface PlainEndpoint {

    /** @throws io.toygres.localcluster.store.ApiException with the code to answer */
    JsonNode answer(String method, String path, byte[] body);
}
