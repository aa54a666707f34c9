package io.toygres.image.wire;

import io.toygres.wire.WireSample;
import io.toygres.wire.WireSamples;
import jakarta.inject.Singleton;
import java.util.List;

/** A sample of each. */
@Singleton
final class ImageSamples implements WireSamples {

    @Override
    public List<WireSample> samples() {
        return List.of(new WireSample(ImageDocuments.class, "/samples/image-service.json"));
    }
}
