package io.toygres.local;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.toygres.architecture.ArchitectureRules;

@AnalyzeClasses(packages = "io.toygres.local", importOptions = DoNotIncludeTests.class)
class ArchitectureTest extends ArchitectureRules {

    @ArchTest
    static final ArchRule STARTS_THE_CLUSTER_AND_LOOKS_NO_DEEPER = noClasses()
            .should()
            .dependOnClassesThat(resideInAPackage("io.toygres.localcluster..")
                    .and(resideOutsideOfPackages("io.toygres.localcluster", "io.toygres.localcluster.fault")))
            .because("the cluster's stand-in is used by its kubeconfig, like any other");
}
