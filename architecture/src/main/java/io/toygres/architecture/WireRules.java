package io.toygres.architecture;

import static java.util.stream.Collectors.joining;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaParameterizedType;
import com.tngtech.archunit.core.domain.ReferencedClassObject;
import com.tngtech.archunit.junit.ArchTest;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * For a module that becomes a part of a native executable: whatever it has Jackson read, keeps in an operation's row or tells a Job is
 * declared, so that the executable keeps it. {@code @ArchTest static final ArchTests WIRE = ArchTests.in(WireRules.class)}
 */
public final class WireRules {

    private static final String MAPPER = "com.fasterxml.jackson.databind.ObjectMapper";
    private static final String CONTRACT_JSON = "io.toygres.contract.ContractJson";
    private static final String OPERATION = "io.toygres.operation.Operation";
    private static final String DOCUMENTS_OF_JOBS = "io.toygres.contract.job";

    private WireRules() {}

    @ArchTest
    static void whatGoesThroughJacksonIsDeclared(JavaClasses module) {
        NavigableSet<String> missing = new TreeSet<>();
        module.stream()
                .flatMap(type -> Stream.of(read(type), kept(type), told(type)).flatMap(names -> names))
                .forEach(missing::add);
        missing.removeAll(WireTypes.declaredIn(module));
        if (!missing.isEmpty()) {
            throw new AssertionError(missing.stream()
                    .collect(joining(
                            "\n  ",
                            "A native executable would not keep these; name them in the module's record of documents:\n  ",
                            "")));
        }
    }

    /** The class literals beside a call that reads JSON. */
    private static Stream<String> read(JavaClass type) {
        return type.getCodeUnits().stream()
                .filter(WireRules::readsJson)
                .flatMap(unit -> unit.getReferencedClassObjects().stream())
                .map(ReferencedClassObject::getRawType)
                .filter(JavaClass::isRecord)
                .map(JavaClass::getName)
                .filter(name -> name.startsWith("io.toygres."));
    }

    private static boolean readsJson(JavaCodeUnit unit) {
        return unit.getCallsFromSelf().stream()
                .map(call -> call.getTarget())
                .anyMatch(called -> (called.getOwner().getName().equals(MAPPER)
                                && called.getName().matches("readValue|treeToValue|convertValue"))
                        || (called.getOwner().getName().equals(CONTRACT_JSON)
                                && called.getName().equals("readIfWhole")));
    }

    /** The states of operations. */
    private static Stream<String> kept(JavaClass type) {
        return type.getInterfaces().stream()
                .filter(JavaParameterizedType.class::isInstance)
                .map(JavaParameterizedType.class::cast)
                .filter(generic -> generic.toErasure().getName().equals(OPERATION))
                .flatMap(generic -> generic.getActualTypeArguments().stream())
                .map(state -> state.toErasure().getName());
    }

    /** The documents that it makes for a Job. */
    private static Stream<String> told(JavaClass type) {
        return type.getConstructorCallsFromSelf().stream()
                .map(call -> call.getTargetOwner())
                .filter(document ->
                        document.isRecord() && document.getPackageName().equals(DOCUMENTS_OF_JOBS))
                .map(JavaClass::getName);
    }
}
