package io.toygres.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.toygres.architecture.NativeRules;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the service's native executable would keep; runs in {@code mvn verify -Pnative-config}, which ./toygres test does. */
class NativeConfigCheck extends NativeRules {

    NativeConfigCheck() throws IOException {}

    @Override
    protected Stream<String> resources() {
        return Stream.of(
                "messages/toygres.image.create.v1.json",
                "samples/api-service.json",
                "META-INF/services/io.netty.bootstrap.ChannelInitializerExtension",
                "db/messaging/V001__outbox_and_inbox.sql",
                "db/migration/V100__cms.sql");
    }

    @Test
    void hasNothingOfKubernetes() {
        assertThat(config.types())
                .noneMatch(name -> name.startsWith("io.fabric8.") || name.startsWith("io.toygres.kubernetes."));
    }

    /** {@code AllowedMethods} and {@code QueryParameters} read the annotations of their methods. */
    @Test
    void keepsEveryResourceForWhatReadsItsAnnotations() {
        assertKept(new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.toygres.api").stream()
                        .filter(type -> type.isAnnotatedWith(Path.class))
                        .map(JavaClass::getName)
                        .toArray(String[]::new));
    }
}
