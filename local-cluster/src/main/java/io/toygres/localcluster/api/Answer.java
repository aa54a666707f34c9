package io.toygres.localcluster.api;

import com.fasterxml.jackson.databind.JsonNode;

/** A status code and a JSON body. */
record Answer(int code, JsonNode body) {
    static Answer ok(JsonNode body) {
        return new Answer(200, body);
    }
}
