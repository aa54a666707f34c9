package io.toygres.api.http;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.Path;

/** What may know what in api-service. */
@AnalyzeClasses(packages = "io.toygres.api", importOptions = DoNotIncludeTests.class)
class BoundariesTest {

    @ArchTest
    static final ArchRule FEATURES_FORM_NO_CYCLE =
            slices().matching("io.toygres.api.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ONLY_BACKUP_AND_PROVISION_KNOW_BOTH_INSTANCES_AND_IMAGES = noClasses()
            .that()
            .resideInAnyPackage("io.toygres.api.image")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.toygres.api.instance");

    @ArchTest
    static final ArchRule THE_API_HAS_NO_CLUSTER_AND_RUNS_NO_OPERATION = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.fabric8..", "io.toygres.kubernetes..", "io.toygres.job..", "io.toygres.operation..");

    @ArchTest
    static final ArchRule EVERYTHING_ELSE_NEEDS_A_LOGIN = classes()
            .that()
            .areAnnotatedWith(Path.class)
            .and()
            .resideOutsideOfPackages("io.toygres.api.health", "io.toygres.api.login")
            .should()
            .beAnnotatedWith(Authenticated.class);
}
