package io.toygres.architecture;

import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The types that go through Jackson, as far as they are declared: whatever {@code @RegisterForReflection(registerFullHierarchy = true)}
 * leads to, by record components and sealed interfaces.
 */
public final class WireTypes {

    private static final String REGISTERED = "io.quarkus.runtime.annotations.RegisterForReflection";

    private final NavigableSet<String> names = new TreeSet<>();

    private WireTypes() {}

    /** Their binary names. */
    static NavigableSet<String> declaredIn(JavaClasses classes) {
        var types = new WireTypes();
        classes.stream().forEach(holder -> roots(holder).forEach(root -> types.add(root.reflect())));
        return types.names;
    }

    /** Those that are in the packages, with all that they lead to. */
    public static NavigableSet<String> of(JavaClasses packages) {
        var types = new WireTypes();
        packages.stream().filter(type -> type.isRecord() || type.isEnum()).forEach(type -> types.add(type.reflect()));
        return types.names;
    }

    private static Stream<JavaClass> roots(JavaClass holder) {
        Optional<JavaAnnotation<JavaClass>> registered = holder.tryGetAnnotationOfType(REGISTERED)
                .filter(annotation -> Boolean.TRUE.equals(
                        annotation.get("registerFullHierarchy").orElse(false)));
        return registered.stream().flatMap(annotation -> {
            JavaClass[] targets = (JavaClass[]) annotation.get("targets").orElse(new JavaClass[0]);
            return targets.length == 0 ? Stream.of(holder) : Arrays.stream(targets);
        });
    }

    private void add(Type type) {
        switch (type) {
            case Class<?> plain when plain.isArray() -> add(plain.getComponentType());
            case Class<?> plain -> addClass(plain);
            case ParameterizedType generic -> {
                add(generic.getRawType());
                Arrays.stream(generic.getActualTypeArguments()).forEach(this::add);
            }
            case GenericArrayType array -> add(array.getGenericComponentType());
            default -> throw new IllegalArgumentException("a component of type " + type + " can't be followed");
        }
    }

    private void addClass(Class<?> type) {
        if (!type.getName().startsWith("io.toygres.") || !names.add(type.getName())) {
            return;
        }
        if (type.isRecord()) {
            Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getGenericType)
                    .forEach(this::add);
        }
        if (type.isSealed()) {
            Arrays.stream(type.getPermittedSubclasses()).forEach(this::add);
        }
    }
}
