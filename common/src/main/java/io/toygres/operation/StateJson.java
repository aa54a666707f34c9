package io.toygres.operation;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.toygres.messaging.Json;

/** An operation's state as its row keeps it. */
final class StateJson {

    private StateJson() {}

    /** @throws IllegalArgumentException when the state's type has no JSON form, whatever its values */
    static String write(Record state) {
        try {
            return Json.mapper().writeValueAsString(state);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("state " + state.getClass() + " has no JSON form", e);
        }
    }

    /** @throws JsonProcessingException when it is the state of another type */
    static <S extends Record> S read(String json, Class<S> type) throws JsonProcessingException {
        return Json.mapper().readValue(json, type);
    }
}
