package io.toygres.job;

import io.toygres.wire.WireSample;
import io.toygres.wire.WireSamples;
import jakarta.inject.Singleton;
import java.util.List;

/** A sample of each document of a Job. */
@Singleton
final class JobSamples implements WireSamples {

    @Override
    public List<WireSample> samples() {
        return List.of(new WireSample(JobDocuments.class, "/samples/job.json"));
    }
}
