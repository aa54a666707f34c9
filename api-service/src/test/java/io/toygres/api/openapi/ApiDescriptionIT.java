package io.toygres.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.toygres.api.testing.Api;
import io.toygres.api.testing.ApiSystem;
import io.toygres.api.testing.DocumentedAnswers;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ApiSystem.class)
class ApiDescriptionIT {

    @Test
    void isCheckedInAsItIs() throws IOException {
        String running = sorted(Api.get("/q/openapi").asString());

        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(DocumentedAnswers.FILE, running);
        }
        assertThat(running)
                .as("-Dgolden.update=true rewrites docs/openapi.yaml")
                .isEqualTo(Files.readString(DocumentedAnswers.FILE));
    }

    /** The order in which Quarkus writes properties is another in each run. */
    private static String sorted(String document) throws IOException {
        YAMLMapper yaml = YAMLMapper.builder()
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                .build();
        return yaml.writeValueAsString(yaml.readValue(document, Map.class));
    }

    @Test
    void everyOperationHasAName() {
        for (JsonNode path : DocumentedAnswers.document().get("paths")) {
            for (JsonNode operation : path) {
                assertThat(operation.path("operationId").asText()).isNotBlank();
                assertThat(operation.path("summary").asText()).isNotBlank();
            }
        }
    }

    @Test
    void itsExamplesRunAsTheyStand() {
        int examples = 0;
        for (var path : DocumentedAnswers.document().get("paths").properties()) {
            JsonNode body = path.getValue().at("/post/requestBody/content/application~1json/schema/$ref");
            if (!body.isMissingNode() && !path.getKey().contains("{")) {
                JsonNode schema = DocumentedAnswers.document().at(body.asText().substring(1));
                for (JsonNode example : schema.path("examples")) {
                    Response answer = Api.post(path.getKey(), example.toString());
                    assertThat(answer.statusCode()).as(answer.asString()).isIn(200, 201, 202, 404);
                    examples++;
                }
            }
        }
        assertThat(examples).isEqualTo(8);
    }
}
