package io.toygres.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.toygres.contract.ContractJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * A document that is of a type's form in every part, the required and the absent ones.
 *
 * @param resource in the service's package, such as {@code /messages/toygres.image.create.v1.json}
 */
public record WireSample(Class<?> type, String resource) {

    /** @throws IllegalStateException when the package lacks it, which is a fault of the build */
    JsonNode read() {
        try (InputStream document = WireSample.class.getResourceAsStream(resource)) {
            if (document == null) {
                throw new IllegalStateException("the package lacks " + resource + ", a sample of " + type.getName());
            }
            return ContractJson.mapper().readTree(document);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + resource, e);
        }
    }
}
