package io.toygres.api;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Where the process begins. */
@QuarkusMain
public final class ApiService {

    /** As {@code VertxHttpRecorder} reads it, once: whether Quarkus leaves it to us to refuse addresses that can't be decoded. */
    private static final String ADDRESSES_ARE_OURS = "vertx.disableURIValidation";

    private ApiService() {}

    public static void main(String... arguments) {
        System.setProperty(ADDRESSES_ARE_OURS, "true");
        Quarkus.run(arguments);
    }
}
