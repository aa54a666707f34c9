package io.toygres.api.openapi;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import io.quarkus.smallrye.openapi.OpenApiFilter.RunStage;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.jboss.jandex.IndexView;

/** Completes the description of the API while the service is built. */
@OpenApiFilter(stages = RunStage.BUILD)
public final class ApiDescription implements OASFilter {

    private static final String LOGGED_IN_ONLY = "/api/";

    private static final Pattern VALUES = Pattern.compile("\\^\\(([a-z_|-]+)\\)\\$");

    private final IndexView index;

    /** @param index of this service's classes */
    public ApiDescription(IndexView index) {
        this.index = index;
    }

    @Override
    public void filterOpenAPI(OpenAPI api) {
        api.setServers(List.of(OASFactory.createServer().url("/")));
        new RecordSchemas(index).complete(api.getComponents().getSchemas());
        NeededRoles roles = new NeededRoles(index);
        RefusalAnswers refusals = new RefusalAnswers(index);
        TaggedAnswers tags = new TaggedAnswers(index);
        api.getPaths().getPathItems().forEach((path, item) -> item.getOperations()
                .forEach((method, operation) -> {
                    refusals.add(path, method != PathItem.HttpMethod.GET, operation);
                    complete(path, operation);
                    tags.complete(operation);
                    roles.of(operation.getOperationId()).ifPresent(role -> operation.addExtension("x-role", role));
                }));
    }

    private static void complete(String path, Operation operation) {
        operation.setSecurity(
                path.startsWith(LOGGED_IN_ONLY)
                        ? List.of(
                                OASFactory.createSecurityRequirement().addScheme("session"),
                                OASFactory.createSecurityRequirement().addScheme("token"))
                        : null);
        if (operation.getParameters() != null) {
            operation.getParameters().forEach(parameter -> {
                typeDefault(parameter);
                listValues(parameter);
            });
        }
        operation.getResponses().getAPIResponses().values().forEach(ApiDescription::dropContentOfNothing);
        APIResponse accepted = operation.getResponses().getAPIResponse("202");
        if (accepted != null) {
            accepted.setDescription("Accepted; the operation that the answer names goes on");
            accepted.setHeaders(Map.of(
                    "Location",
                    OASFactory.createHeader()
                            .required(true)
                            .description("The operation to watch, such as /api/operations/{id}")
                            .schema(OASFactory.createSchema().addType(Schema.SchemaType.STRING))));
        }
    }

    /** Quarkus takes JSON of any form for what a method answers that states no type. */
    private static void dropContentOfNothing(APIResponse answer) {
        if (answer.getContent() != null
                && answer.getContent().getMediaTypes().values().stream()
                        .map(MediaType::getSchema)
                        .allMatch(schema -> schema == null || (schema.getRef() == null && schema.getType() == null))) {
            answer.setContent(null);
        }
    }

    /** {@code @DefaultValue} is text whatever the parameter's type. */
    private static void typeDefault(Parameter parameter) {
        Schema schema = parameter.getSchema();
        if (schema != null && schema.getDefaultValue() instanceof String text && schema.getType() != null) {
            if (schema.getType().contains(Schema.SchemaType.INTEGER)) {
                schema.setDefaultValue(Integer.valueOf(text));
            } else if (schema.getType().contains(Schema.SchemaType.BOOLEAN)) {
                schema.setDefaultValue(Boolean.valueOf(text));
            }
        }
    }

    /** A constraint such as {@code ^(creating|failed)$} is a list of values. */
    private static void listValues(Parameter parameter) {
        Schema schema = parameter.getSchema();
        if (schema != null && schema.getPattern() != null) {
            Matcher values = VALUES.matcher(schema.getPattern());
            if (values.matches()) {
                schema.pattern(null)
                        .setEnumeration(List.of((Object[]) values.group(1).split("\\|")));
            }
        }
    }
}
