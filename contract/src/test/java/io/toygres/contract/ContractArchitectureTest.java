package io.toygres.contract;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.toygres.architecture.ArchitectureRules;

@AnalyzeClasses(packages = "io.toygres.contract", importOptions = ImportOption.DoNotIncludeTests.class)
class ContractArchitectureTest extends ArchitectureRules {

    @ArchTest
    static final ArchRule KNOWS_NO_FRAMEWORK = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.quarkus..", "jakarta..", "org.eclipse.microprofile..", "io.vertx..")
            .because("the Jobs' program has it too");
}
