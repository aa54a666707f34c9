package io.toygres.provisioner.wire;

import io.toygres.wire.WireSample;
import io.toygres.wire.WireSamples;
import jakarta.inject.Singleton;
import java.util.List;

/** A sample of each. */
@Singleton
final class InstanceSamples implements WireSamples {

    @Override
    public List<WireSample> samples() {
        return List.of(new WireSample(InstanceDocuments.class, "/samples/provisioner-service.json"));
    }
}
