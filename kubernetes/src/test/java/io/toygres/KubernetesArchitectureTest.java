package io.toygres;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import io.toygres.architecture.ArchitectureRules;

@AnalyzeClasses(packages = "io.toygres", importOptions = KubernetesArchitectureTest.KubernetesClasses.class)
class KubernetesArchitectureTest extends ArchitectureRules {

    static final class KubernetesClasses implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return location.contains("/kubernetes/target/classes/");
        }
    }
}
