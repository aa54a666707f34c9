package io.toygres.messaging;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.jackson.ObjectMapperCustomizer;
import io.toygres.contract.ContractJson;
import jakarta.inject.Singleton;

/** The one form of JSON ({@link ContractJson}) for what Quarkus reads and writes over HTTP, and for the rest of a service. */
@Singleton
public final class Json implements ObjectMapperCustomizer {

    /** The mapper for everything that is not HTTP; share it, don't configure it. */
    public static ObjectMapper mapper() {
        return ContractJson.mapper();
    }

    @Override
    public void customize(ObjectMapper mapper) {
        ContractJson.configure(mapper);
    }
}
