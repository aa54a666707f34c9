package io.toygres.api;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.properties.HasParameterTypes.Predicates.rawParameterTypes;
import static com.tngtech.archunit.lang.conditions.ArchConditions.have;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import io.toygres.api.access.Access;
import io.toygres.architecture.ArchitectureRules;
import io.toygres.architecture.WireRules;
import io.toygres.secret.Keyring;
import io.toygres.secret.Secret;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

@AnalyzeClasses(packages = "io.toygres", importOptions = ArchitectureRules.OwnClasses.class)
class ArchitectureTest extends ArchitectureRules {

    @ArchTest
    static final ArchTests WIRE = ArchTests.in(WireRules.class);

    private static final Set<String> READ = Stream.of(
                    String.class, List.class, Integer.class, Long.class, Boolean.class, UUID.class)
            .map(Class::getName)
            .collect(Collectors.toSet());

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
    static final ArchRule EVERY_RESOURCE_SAYS_WHO_MAY = classes()
            .that()
            .areAnnotatedWith(Path.class)
            .and()
            .resideOutsideOfPackages("io.toygres.api.health", "io.toygres.api.login")
            .should()
            .beAnnotatedWith(RolesAllowed.class)
            .because("what only a login is needed for is in package login, and what is open to all in health");

    @ArchTest
    static final ArchRule EVERY_QUERY_PARAMETER_CAN_BE_REFUSED = methods()
            .that()
            .areDeclaredInClassesThat()
            .areAnnotatedWith(Path.class)
            .should(ArchCondition.from(describe(
                    "take query parameters of types that QueryConverters reads",
                    method -> method.getParameters().stream()
                            .filter(parameter -> parameter.isAnnotatedWith(QueryParam.class))
                            .allMatch(parameter ->
                                    READ.contains(parameter.getRawType().getName())))))
            .because("one of another type is answered with 404 when it can't be read");

    @ArchTest
    static final ArchRule NO_QUERY_FORGETS_WHOSE_THINGS_IT_READS = methods()
            .that()
            .areDeclaredInClassesThat()
            .resideInAnyPackage("io.toygres.api.cms", "io.toygres.api.operation")
            .and()
            .areDeclaredInClassesThat()
            .haveSimpleNameEndingWith("Store")
            .and()
            .haveNameMatching("find|hold|lock")
            .should(have(rawParameterTypes(describe(
                    "with an Access", types -> types.stream().anyMatch(type -> type.isEquivalentTo(Access.class))))));

    @ArchTest
    static final ArchRule WHAT_IS_ENCRYPTED_IS_ROTATED = noClasses()
            .that()
            .haveNameNotMatching(".*\\.(Backup|Reservation|IdempotencyKeys|WebhookSecrets|Rewriting|Keyring)")
            .should()
            .callMethod(Keyring.class, "encrypt", Secret.class, UUID.class)
            .because("the columns that the others write are in SealedColumn, or their keys could never be removed");
}
