package io.toygres.localcluster;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.toygres.architecture.ArchitectureRules;

@AnalyzeClasses(packages = "io.toygres.localcluster", importOptions = DoNotIncludeTests.class)
class ArchitectureTest extends ArchitectureRules {

    @ArchTest
    static final ArchRule KNOWS_NOTHING_OF_TOYGRES = noClasses()
            .should()
            .dependOnClassesThat(
                    resideInAPackage("io.toygres..").and(resideOutsideOfPackage("io.toygres.localcluster..")))
            .because("it stands in for a cluster that knows nothing of Toygres either");
}
