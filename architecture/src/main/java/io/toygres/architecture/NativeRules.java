package io.toygres.architecture;

import static java.util.stream.Collectors.joining;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every service's native executable must keep; a service's test extends this class and names its own resources. */
public abstract class NativeRules {

    protected final NativeConfig config;

    protected NativeRules() throws IOException {
        // Otherwise the classes of every library that ours mention are read too.
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
        config = NativeConfig.in(Path.of("target"));
    }

    /** What the service reads by name from its package. */
    protected abstract Stream<String> resources();

    @Test
    void keepsEveryTypeThatGoesThroughJackson() {
        JavaClasses ours = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.toygres");
        assertNone("is not kept as a whole", WireTypes.declaredIn(ours), config.wholeTypes()::contains);
    }

    @Test
    void carriesEveryResourceThatIsReadByName() {
        assertNone("is not carried", resources().toList(), config::carries);
    }

    /** For types of libraries, by name. */
    protected final void assertKept(String... names) {
        assertNone("is not kept", Stream.of(names).toList(), config.types()::contains);
    }

    private static void assertNone(String complaint, Collection<String> names, Predicate<String> isThere) {
        NavigableSet<String> missing = new TreeSet<>();
        names.stream().filter(isThere.negate()).forEach(missing::add);
        if (!missing.isEmpty() || names.isEmpty()) {
            throw new AssertionError(missing.size() + " of " + names.size() + ", each of which " + complaint + ":\n  "
                    + missing.stream().collect(joining("\n  ")));
        }
    }
}
