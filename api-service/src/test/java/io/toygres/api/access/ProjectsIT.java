package io.toygres.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.toygres.api.testing.Api;
import io.toygres.api.testing.ApiSystem;
import io.toygres.api.testing.FakeWorker;
import io.toygres.api.testing.People;
import io.toygres.api.testing.People.Person;
import io.toygres.contract.ImageId;
import io.toygres.contract.InstanceId;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ApiSystem.class)
class ProjectsIT {

    @Inject
    FakeWorker worker;

    @Test
    void namesAreUniqueWithinAProject() {
        String one = People.newProject();
        String other = People.newProject();
        String name = Api.newName();

        assertThat(create(name, one).statusCode()).isEqualTo(202);
        assertThat(create(name, other).statusCode()).isEqualTo(202);
        Api.refused(create(name, one), 409, "INSTANCE_NAME_TAKEN", "name");
    }

    @Test
    void aListHasTheProjectThatIsAskedFor() {
        String one = People.newProject();
        String other = People.newProject();
        String id = Api.accepted(create(Api.newName(), one)).getString("id");

        assertThat(Api.get("/api/instances?project=" + one).jsonPath().getList("items.id"))
                .containsExactly(id);
        assertThat(Api.get("/api/instances?project=" + other).jsonPath().getList("items"))
                .isEmpty();
    }

    @Test
    void aMemberOfSeveralSeesAllOfThemAndNoOther() {
        String one = People.newProject();
        String two = People.newProject();
        Person ada = People.newPerson("operator", "\"" + one + "\", \"" + two + "\"");
        create(Api.newName(), one);
        create(Api.newName(), two);
        create(Api.newName(), "default");

        assertThat(ada.get("/api/instances").jsonPath().getList("items.project"))
                .containsExactly(two, one);
        assertThat(ada.get("/api/projects").jsonPath().getList("items.name")).containsExactlyInAnyOrder(one, two);
        Api.refused(ada.post("/api/instances", Api.instanceBody(Api.newName())), 400, "VALIDATION_FAILED", "project");
    }

    @Test
    void aQuotaEndsWhatMayBeMade() {
        String project = People.newProject();
        assertThat(put(project, "{\"instance_quota\": 1, \"image_quota\": 1}").statusCode())
                .isEqualTo(200);
        InstanceId instance = worker.running(create(Api.newName(), project));
        Api.accepted(Api.post("/api/images", Api.imageBody(Api.newName(), instance)));

        Api.refused(create(Api.newName(), project), 409, "QUOTA_REACHED", "project");
        Api.refused(Api.post("/api/images", Api.imageBody(Api.newName(), instance)), 409, "QUOTA_REACHED", "project");

        put(project, "{}");
        assertThat(create(Api.newName(), project).statusCode()).isEqualTo(202);
    }

    @Test
    void aRestoreGoesToItsImagesProject() {
        String project = People.newProject();
        InstanceId instance = worker.running(create(Api.newName(), project));
        ImageId image = worker.availableImage(Api.newName(), instance);

        assertThat(restore(image, "").jsonPath().getString("project")).isEqualTo(project);
        Api.refused(restore(image, ", \"project\": \"default\""), 422, "OTHER_PROJECT", "project");
    }

    @Test
    void onlyAnEmptyProjectIsDeletedAndNothingComesIntoItLater() {
        String full = People.newProject();
        create(Api.newName(), full);
        String empty = People.newProject();

        Api.refused(Api.delete("/api/projects/" + full), 409, "PROJECT_NOT_EMPTY", null);
        Api.refused(Api.delete("/api/projects/default"), 409, "PROJECT_NOT_EMPTY", null);
        assertThat(Api.delete("/api/projects/" + empty).statusCode()).isEqualTo(204);

        Api.refused(create(Api.newName(), empty), 404, "PROJECT_NOT_FOUND", "project");
        Api.refused(Api.post("/api/projects/" + empty, "{}"), 409, "PROJECT_NAME_TAKEN", null);
    }

    private static Response create(String name, String project) {
        return Api.post(
                "/api/instances",
                "{\"name\": \"%s\", \"password\": \"correct horse\", \"project\": \"%s\"}".formatted(name, project));
    }

    private static Response restore(ImageId image, String more) {
        return Api.post(
                "/api/instances",
                "{\"name\": \"%s\", \"source_image_id\": \"%s\"%s}".formatted(Api.newName(), image, more));
    }

    private static Response put(String project, String body) {
        return Api.loggedIn().contentType(ContentType.JSON).body(body).put("/api/projects/" + project);
    }
}
