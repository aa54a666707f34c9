package io.toygres;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import io.toygres.architecture.ArchitectureRules;
import io.toygres.architecture.WireRules;

@AnalyzeClasses(packages = "io.toygres", importOptions = CommonArchitectureTest.CommonClasses.class)
class CommonArchitectureTest extends ArchitectureRules {

    @ArchTest
    static final ArchTests WIRE = ArchTests.in(WireRules.class);

    static final class CommonClasses implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return location.contains("/common/target/classes/");
        }
    }
}
