package io.toygres.provisioner;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import io.toygres.architecture.ArchitectureRules;
import io.toygres.architecture.WireRules;
import io.toygres.internal.InternalEndpoint;
import jakarta.ws.rs.Path;

@AnalyzeClasses(packages = "io.toygres", importOptions = ArchitectureRules.OwnClasses.class)
class ArchitectureTest extends ArchitectureRules {

    @ArchTest
    static final ArchTests WIRE = ArchTests.in(WireRules.class);

    @ArchTest
    static final ArchRule EVERY_ENDPOINT_ANSWERS_API_SERVICE_ALONE =
            classes().that().areAnnotatedWith(Path.class).should().beAnnotatedWith(InternalEndpoint.class);

    @ArchTest
    static final ArchRule OBJECTS_ARE_DESCRIBED_WITHOUT_LOOKING_AT_THE_CLUSTER = noClasses()
            .that()
            .haveSimpleNameStartingWith("Server")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.fabric8.kubernetes.client..");
}
