package io.toygres.tool;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.toygres.architecture.ArchitectureRules;

@AnalyzeClasses(packages = "io.toygres.tool", importOptions = ImportOption.DoNotIncludeTests.class)
class JobArchitectureTest extends ArchitectureRules {

    @ArchTest
    static final ArchRule KNOWS_NO_FRAMEWORK = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.quarkus..", "jakarta..", "io.vertx..", "io.fabric8..")
            .because("it starts in a pod for one piece of work");
}
