package io.toygres;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import io.toygres.architecture.ArchitectureRules;

@AnalyzeClasses(packages = "io.toygres", importOptions = CommonArchitectureTest.CommonClasses.class)
class CommonArchitectureTest extends ArchitectureRules {

    static final class CommonClasses implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return location.contains("/common/target/classes/");
        }
    }
}
