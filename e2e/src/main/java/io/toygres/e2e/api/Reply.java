package io.toygres.e2e.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpHeaders;

/** An answer of the API, whatever its status; a body that is not JSON is a text node. */
public record Reply(int status, HttpHeaders headers, JsonNode body) {

    public boolean isError() {
        return status >= 400;
    }
}
