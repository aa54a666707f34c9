package io.toygres;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import io.toygres.architecture.ArchitectureRules;
import io.toygres.architecture.WireRules;

@AnalyzeClasses(packages = "io.toygres", importOptions = KubernetesArchitectureTest.KubernetesClasses.class)
class KubernetesArchitectureTest extends ArchitectureRules {

    @ArchTest
    static final ArchTests WIRE = ArchTests.in(WireRules.class);

    static final class KubernetesClasses implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return location.contains("/kubernetes/target/classes/");
        }
    }
}
