package io.toygres.api.wire;

import io.toygres.wire.WireSample;
import io.toygres.wire.WireSamples;
import jakarta.inject.Singleton;
import java.util.List;

/** A sample of each. */
@Singleton
final class CmsSamples implements WireSamples {

    @Override
    public List<WireSample> samples() {
        return List.of(new WireSample(CmsDocuments.class, "/samples/api-service.json"));
    }
}
