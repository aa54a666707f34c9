package io.toygres.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.toygres.api.testing.Api;
import io.toygres.api.testing.ApiSystem;
import io.toygres.api.testing.FakeWorker;
import io.toygres.contract.ImageId;
import io.toygres.contract.InstanceId;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(ApiSystem.class)
class PageIT {

    @Inject
    FakeWorker worker;

    @Test
    void pagesHoldEveryRowOnceNewestFirst() {
        InstanceId source = worker.runningInstance(Api.newName());
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            made.addFirst(Api.accepted(Api.post("/api/images", Api.imageBody(Api.newName(), source)))
                    .getString("id"));
        }

        assertThat(readAll("/api/images?limit=2&instance_id=" + source)).isEqualTo(made);
    }

    @Test
    void aRowThatComesMeanwhileMovesNoPage() {
        InstanceId source = worker.runningInstance(Api.newName());
        String older = Api.accepted(Api.post("/api/images", Api.imageBody(Api.newName(), source)))
                .getString("id");
        String newer = Api.accepted(Api.post("/api/images", Api.imageBody(Api.newName(), source)))
                .getString("id");
        String path = "/api/images?limit=1&instance_id=" + source;
        JsonPath first = Api.get(path).jsonPath();
        Api.accepted(Api.post("/api/images", Api.imageBody(Api.newName(), source)));

        JsonPath second =
                Api.get(path + "&cursor=" + first.getString("next_cursor")).jsonPath();

        assertThat(first.getString("items[0].id")).isEqualTo(newer);
        assertThat(second.getString("items[0].id")).isEqualTo(older);
        assertThat(second.getString("next_cursor")).isNull();
    }

    @Test
    void filtersNarrowAList() {
        String name = Api.newName();
        InstanceId source = worker.runningInstance(name);
        ImageId image = worker.availableImage(Api.newName(), source);

        assertThat(ids("/api/instances?status=running&name=" + name)).containsExactly(source.toString());
        assertThat(ids("/api/instances?status=creating&name=" + name)).isEmpty();
        assertThat(ids("/api/images?status=available&instance_id=" + source)).containsExactly(image.toString());
        assertThat(ids("/api/operations?type=create_image&image_id=" + image)).hasSize(1);
        assertThat(ids("/api/operations?instance_id=" + source)).hasSize(2);
        assertThat(ids("/api/operations?status=failed&instance_id=" + source)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/api/instances?limit=0, limit",
        "/api/instances?limit=201, limit",
        "/api/instances?limit=many, limit",
        "/api/images?cursor=xyz, cursor",
        "/api/images?instance_id=abc, instance_id",
        "/api/images?status=lost, status",
        "/api/images?name=%00, name",
        "/api/operations?type=magic, type"
    })
    void saysWhichParameterIsWrong(String path, String parameter) {
        Api.refused(Api.loggedIn().urlEncodingEnabled(false).get(path), 400, "INVALID_PARAMETER", parameter);
    }

    private static List<String> readAll(String path) {
        List<String> ids = new ArrayList<>();
        String cursor = null;
        do {
            JsonPath page =
                    Api.get(cursor == null ? path : path + "&cursor=" + cursor).jsonPath();
            ids.addAll(page.getList("items.id", String.class));
            cursor = page.getString("next_cursor");
        } while (cursor != null);
        return ids;
    }

    private static List<String> ids(String path) {
        return Api.get(path).jsonPath().getList("items.id", String.class);
    }
}
