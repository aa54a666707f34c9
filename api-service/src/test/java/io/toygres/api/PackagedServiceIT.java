package io.toygres.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.architecture.PackagedService;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PackagedServiceIT {

    @Test
    void shipsNothingOfTheLocalSystem() throws Exception {
        assertThat(new PackagedService(Path.of("target/quarkus-app")).jarsOfTheLocalSystem())
                .isEmpty();
    }
}
