package io.toygres.localcluster.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.util.stream.Collectors;

/**
 * Objects as JSON trees and as the client library's types. Reading is strict: a field that the kind does not have, or a
 * value of the wrong type, is a 400. The library itself keeps unknown fields aside and would hide a misspelt one; a real
 * server refuses it only when asked to ({@code fieldValidation=Strict}, as kubectl does).
 */
public final class Json {
    private static final ObjectMapper MAPPER = mapper();

    private Json() {}

    /** For documents that are not Kubernetes objects. */
    public static ObjectMapper plain() {
        return MAPPER;
    }

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    public static ObjectNode encode(Object typed) {
        return MAPPER.valueToTree(typed);
    }

    public static <T> T decode(JsonNode json, Class<T> model) {
        try {
            return MAPPER.treeToValue(json, model);
        } catch (UnrecognizedPropertyException unknown) {
            throw ApiException.badRequest("strict decoding error: unknown field \"" + path(unknown) + "\"");
        } catch (JsonMappingException wrong) {
            throw ApiException.badRequest(model.getSimpleName() + " in version \"v1\" cannot be handled: json: cannot"
                    + " unmarshal field \"" + path(wrong) + "\": " + wrong.getOriginalMessage());
        } catch (JsonProcessingException malformed) {
            throw ApiException.badRequest(malformed.getOriginalMessage());
        }
    }

    public static ObjectNode parse(byte[] body) {
        try {
            if (MAPPER.readTree(body) instanceof ObjectNode object) {
                return object;
            }
        } catch (IOException malformed) {
            throw ApiException.badRequest("the body is not JSON: " + malformed.getMessage());
        }
        throw ApiException.badRequest("the body is not a JSON object");
    }

    public static byte[] bytes(JsonNode json) {
        try {
            return MAPPER.writeValueAsBytes(json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String path(JsonMappingException failure) {
        return failure.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName())
                .collect(Collectors.joining())
                .replaceFirst("^\\.", "");
    }

    private static ObjectMapper mapper() {
        JsonMapper mapper = JsonMapper.builder()
                .addModule(new JavaTimeModule())
                .annotationIntrospector(new StrictIntrospector())
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .build();
        mapper.coercionConfigFor(LogicalType.Textual)
                .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
        return mapper;
    }

    /** Takes no notice of the library's catch-all for unknown fields. */
    private static final class StrictIntrospector extends JacksonAnnotationIntrospector {
        @Override
        public Boolean hasAnySetter(Annotated member) {
            return Boolean.FALSE;
        }

        @Override
        public Boolean hasAnyGetter(Annotated member) {
            return Boolean.FALSE;
        }

        @Override
        public boolean hasIgnoreMarker(AnnotatedMember member) {
            return member.getName().endsWith("dditionalProperties") || super.hasIgnoreMarker(member);
        }
    }
}
