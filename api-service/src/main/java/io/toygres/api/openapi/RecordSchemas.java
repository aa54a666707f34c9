package io.toygres.api.openapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.RecordComponentInfo;
import org.jspecify.annotations.Nullable;

/**
 * States of each property of an answer whether it is always there and whether it may be null, as {@link Nullable} and
 * {@link JsonInclude} of the record have it. What a request may leave out, its own schema says.
 */
final class RecordSchemas {

    private static final DotName NULLABLE = DotName.createSimple(Nullable.class);

    private final Map<String, ClassInfo> records = new HashMap<>();

    RecordSchemas(IndexView index) {
        List<ClassInfo> ours = index.getKnownClasses().stream()
                .filter(type -> type.isRecord() && type.name().toString().startsWith("io.toygres."))
                .toList();
        ours.forEach(type -> givenName(type).ifPresent(name -> records.put(name, type)));
        ours.stream()
                .filter(type -> givenName(type).isEmpty())
                .forEach(type -> records.putIfAbsent(type.simpleName(), type));
    }

    void complete(Map<String, Schema> schemas) {
        schemas.forEach((name, schema) -> {
            if (schema.getProperties() != null) {
                schema.getProperties().values().forEach(RecordSchemas::leaveToReferred);
            }
            ClassInfo type = records.get(name.startsWith("Page") ? "Page" : name);
            if (type != null && schema.getProperties() != null && !name.endsWith("Request")) {
                type.recordComponents().forEach(component -> complete(schema, type, component));
            }
        });
    }

    private static void complete(Schema schema, ClassInfo type, RecordComponentInfo component) {
        AnnotationInstance given = type.field(component.name()).annotation(JsonProperty.class);
        String property = given == null
                ? component.name().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT)
                : given.value().asString();
        Schema value = schema.getProperties().get(property);
        if (value == null) {
            throw new IllegalStateException(type.name() + " has no property " + property + " among "
                    + schema.getProperties().keySet());
        }
        boolean nullable = component.type().hasAnnotation(NULLABLE);
        if (mayBeAbsent(type.declaredAnnotation(JsonInclude.class), nullable)
                || mayBeAbsent(type.field(component.name()).annotation(JsonInclude.class), nullable)) {
            return;
        }
        schema.addRequired(property);
        if (nullable) {
            schema.addProperty(property, orNull(value));
        }
    }

    /** Quarkus says twice what type a property has that refers to another schema. */
    private static void leaveToReferred(Schema property) {
        if (property.getRef() != null) {
            property.type(null).pattern(null);
        }
    }

    private static boolean mayBeAbsent(@Nullable AnnotationInstance include, boolean nullable) {
        AnnotationValue when = include == null ? null : include.value();
        return when != null && (nullable || when.asEnum().equals(JsonInclude.Include.NON_EMPTY.name()));
    }

    private static Schema orNull(Schema value) {
        return value.getRef() == null
                ? value.addType(Schema.SchemaType.NULL)
                : OASFactory.createSchema()
                        .anyOf(List.of(value, OASFactory.createSchema().addType(Schema.SchemaType.NULL)));
    }

    private static Optional<String> givenName(ClassInfo type) {
        return Optional.ofNullable(
                        type.declaredAnnotation(org.eclipse.microprofile.openapi.annotations.media.Schema.class))
                .map(schema -> schema.value("name"))
                .map(AnnotationValue::asString);
    }
}
