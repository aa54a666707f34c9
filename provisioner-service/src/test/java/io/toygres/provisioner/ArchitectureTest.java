package io.toygres.provisioner;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The boundaries of the service and of the features in it. */
@AnalyzeClasses(packages = "io.toygres.provisioner", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule featuresHaveNoCycles =
            slices().matching("io.toygres.provisioner.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule knowsNoOtherServiceAndNotWhichClusterItTalksTo = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.toygres.api..", "io.toygres.image..", "io.toygres.local..");

    @ArchTest
    static final ArchRule describesObjectsWithoutLookingAtTheCluster = noClasses()
            .that()
            .haveSimpleNameStartingWith("Server")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.fabric8.kubernetes.client..");
}
