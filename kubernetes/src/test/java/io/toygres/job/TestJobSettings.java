package io.toygres.job;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.toygres.kubernetes.PodSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The defaults of {@link JobSettings}, with or without a proxy and authorities. */
record TestJobSettings(Optional<URI> httpsProxy, Optional<Path> caFile) implements JobSettings {
    @Override
    public String serviceAccount() {
        return "toygres-backup";
    }

    @Override
    public List<String> storageCidrs() {
        return List.of("0.0.0.0/0");
    }

    @Override
    public PodSettings pod() {
        return new SmallRyeConfigBuilder()
                .withMapping(Defaults.class)
                .build()
                .getConfigMapping(Defaults.class)
                .pod();
    }

    @ConfigMapping(prefix = "defaults")
    interface Defaults {
        PodSettings pod();
    }

    @Override
    public String cpuRequest() {
        return "250m";
    }

    @Override
    public String memoryRequest() {
        return "256Mi";
    }

    @Override
    public String memoryLimit() {
        return "2Gi";
    }

    @Override
    public String workVolumeSize() {
        return "1Gi";
    }

    @Override
    public Duration keepFinished() {
        return Duration.ofDays(1);
    }

    @Override
    public Duration imagePullGrace() {
        return Duration.ofMinutes(2);
    }

    @Override
    public int limit() {
        return 8;
    }

    @Override
    public int limitPerSource() {
        return 2;
    }

    @Override
    public Duration longestWait() {
        return Duration.ofDays(1);
    }

    @Override
    public Duration stalledAfter() {
        return Duration.ofMinutes(30);
    }
}
