package io.toygres.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.NullMarked;

/**
 * The boundaries that every module keeps. A module's test extends this class and says what to look at:
 * {@code @AnalyzeClasses(packages = "io.toygres", importOptions = OwnClasses.class)}.
 */
public abstract class ArchitectureRules {

    private static final List<String> SERVICES =
            List.of("io.toygres.api..", "io.toygres.image..", "io.toygres.provisioner..");

    private static final String[] LOCAL_SYSTEM = {"io.toygres.local..", "io.toygres.localcluster.."};

    /** Only what this module compiles to: neither tests nor other modules. */
    public static final class OwnClasses implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return location.contains("/target/classes/")
                    && !location.contains("/common/target/classes/")
                    && !location.contains("/kubernetes/target/classes/")
                    && !location.contains("/contract/target/classes/")
                    && !location.contains("/job/target/classes/")
                    && !location.contains("/local/target/classes/")
                    && !location.contains("/local-cluster/target/classes/")
                    && !location.contains("/local-job/target/classes/")
                    && !location.contains("/architecture/target/classes/");
        }
    }

    @ArchTest
    static void servicesKnowNothingOfEachOther(JavaClasses module) {
        for (String service : SERVICES) {
            String[] others =
                    SERVICES.stream().filter(other -> !other.equals(service)).toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(service)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(others)
                    .because("all that passes between services goes over Kafka")
                    .allowEmptyShould(true)
                    .check(module);
        }
    }

    @ArchTest
    static final ArchRule NOTHING_KNOWS_THE_LOCAL_SYSTEM = noClasses()
            .that()
            .resideOutsideOfPackages(LOCAL_SYSTEM)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(LOCAL_SYSTEM)
            .allowEmptyShould(true)
            .because("what runs on the stand-in must run on a real cluster");

    @ArchTest
    static final ArchRule PACKAGES_ARE_FEATURES = noClasses()
            .should()
            .resideInAnyPackage(
                    "..controller..",
                    "..service..",
                    "..dto..",
                    "..util..",
                    "..impl..",
                    "..model..",
                    "..helper..",
                    "..manager..")
            .because("packages are cut by feature, not by layer");

    @ArchTest
    static final ArchRule NAMES_SAY_WHAT_A_CLASS_IS = noClasses()
            .should()
            .haveNameMatching(".*(Util|Utils|Helper|Manager|Impl)")
            .because("such a name says nothing");

    @ArchTest
    static final ArchRule EVERY_PACKAGE_IS_NULL_MARKED = classes().should(beInANullMarkedPackage());

    @ArchTest
    static final ArchRule PACKAGES_FORM_NO_CYCLE =
            slices().matching("io.toygres.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule SETTINGS_HAVE_BOUNDS = methods()
            .that()
            .areDeclaredInClassesThat()
            .areAnnotatedWith("io.smallrye.config.ConfigMapping")
            .and()
            .haveRawReturnType(describe(
                    "a duration or a number",
                    type -> (type.isPrimitive() && !type.isEquivalentTo(boolean.class))
                            || type.isEquivalentTo(Duration.class)))
            .should()
            .beMetaAnnotatedWith("jakarta.validation.Constraint")
            .allowEmptyShould(true)
            .because("one that makes no sense stops the start, and says why");

    private static ArchCondition<JavaClass> beInANullMarkedPackage() {
        return new ArchCondition<>("be in a package with @NullMarked") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                boolean marked = item.getPackage().isAnnotatedWith(NullMarked.class);
                events.add(new SimpleConditionEvent(
                        item, marked, item.getPackageName() + (marked ? " is" : " is not") + " @NullMarked"));
            }
        };
    }
}
