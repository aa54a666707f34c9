package io.toygres.api;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.quarkus.security.Authenticated;
import io.toygres.architecture.ArchitectureRules;
import jakarta.ws.rs.Path;

@AnalyzeClasses(packages = "io.toygres", importOptions = ArchitectureRules.OwnClasses.class)
class ArchitectureTest extends ArchitectureRules {

    @ArchTest
    static final ArchRule IMAGES_MEET_INSTANCES_IN_THE_CMS_ONLY = noClasses()
            .that()
            .resideInAnyPackage("io.toygres.api.image", "io.toygres.api.cms")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.toygres.api.instance");

    @ArchTest
    static final ArchRule INSTANCES_MEET_IMAGES_IN_THE_CMS_ONLY = noClasses()
            .that()
            .resideInAnyPackage("io.toygres.api.instance", "io.toygres.api.cms")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.toygres.api.image");

    @ArchTest
    static final ArchRule THE_API_HAS_NO_CLUSTER_AND_RUNS_NO_OPERATION = noClasses()
            .that()
            .resideInAPackage("io.toygres.api..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.fabric8..", "io.toygres.kubernetes..", "io.toygres.job..", "io.toygres.operation..");

    @ArchTest
    static final ArchRule ALL_BUT_HEALTH_AND_LOGOUT_NEEDS_A_LOGIN = classes()
            .that()
            .areAnnotatedWith(Path.class)
            .and()
            .resideOutsideOfPackages("io.toygres.api.health", "io.toygres.api.login")
            .should()
            .beAnnotatedWith(Authenticated.class);
}
