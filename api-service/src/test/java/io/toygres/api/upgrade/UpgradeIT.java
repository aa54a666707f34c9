package io.toygres.api.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.toygres.api.testing.Api;
import io.toygres.api.testing.ApiSystem;
import io.toygres.api.testing.FakeWorker;
import io.toygres.contract.ErrorCode;
import io.toygres.contract.Failure;
import io.toygres.contract.ImageEvent.ImageDeleted;
import io.toygres.contract.ImageEvent.ImageFailed;
import io.toygres.contract.ImageId;
import io.toygres.contract.InstanceEvent.InstanceDeleted;
import io.toygres.contract.InstanceEvent.InstanceFailed;
import io.toygres.contract.InstanceEvent.InstanceRunning;
import io.toygres.contract.InstanceId;
import io.toygres.contract.OperationId;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ids are those of {@code released/rows.sql}: an instance's ends with its number, as do an image's and an operation's. */
@QuarkusTest
@QuarkusTestResource(ApiSystem.class)
@QuarkusTestResource(value = ReleasedDatabase.class, restrictToAnnotatedClass = true)
class UpgradeIT {

    private static final Failure CANCELLED = new Failure(ErrorCode.CANCELLED, "Cancelled on request.");
    private static final List<Integer> OPERATIONS =
            List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 15, 16, 17, 25, 26, 35, 36);

    @Inject
    FakeWorker worker;

    @ParameterizedTest
    @CsvSource({"3, running", "8, failed"})
    void readsInstancesThatAreAtRest(int number, String status) {
        Api.get("/api/instances/" + instance(number)).then().statusCode(200);
        assertThat(Api.get("/api/instances/" + instance(number)).jsonPath().getString("status"))
                .isEqualTo(status);
    }

    @Test
    void readsAnImageThatIsAtRest() {
        assertThat(Api.get("/api/images/" + image(3)).jsonPath().getString("status"))
                .isEqualTo("available");
    }

    @Test
    void readsEveryOperationWithItsTimeline() {
        assertThat(OPERATIONS)
                .allSatisfy(number ->
                        Api.get("/api/operations/" + operation(number)).then().statusCode(200));
        List<Map<String, ?>> listed =
                Api.get("/api/operations?limit=100").jsonPath().getList("items");
        assertThat(listed).extracting(each -> String.valueOf(each.get("id"))).containsAll(operations());
    }

    /** The commands themselves were not signed then: workers refuse them, and obey when they are sent again. */
    @Test
    void goesOnWithOperationsWhoseCommandsWaited() {
        worker.report(new InstanceRunning(operation(1), instance(1), "one.example.org", 5432, null, null, 10), 1);
        worker.report(FakeWorker.available(operation(11), image(1)), 1);

        worker.awaitStatus(operation(1), "succeeded");
        worker.awaitStatus(operation(11), "succeeded");
    }

    @Test
    void goesOnWithWhatWasUnderWay() {
        worker.report(new InstanceRunning(operation(2), instance(2), "two.example.org", 5432, null, null, 10), 3);
        worker.report(new InstanceRunning(operation(7), instance(7), "seven.example.org", 5432, null, null, 10), 3);
        worker.report(FakeWorker.available(operation(12), image(2)), 3);
        worker.report(new InstanceDeleted(operation(25), instance(5)), 2);
        worker.report(new ImageDeleted(operation(35), image(5)), 2);
        worker.report(new InstanceFailed(operation(9), instance(9), CANCELLED), 3);
        worker.report(new ImageFailed(operation(17), image(7), CANCELLED), 3);

        List.of(2, 7, 12, 25, 35).forEach(number -> worker.awaitStatus(operation(number), "succeeded"));
        List.of(9, 17).forEach(number -> worker.awaitStatus(operation(number), "cancelled"));
    }

    @Test
    void backsUpRestoresAndDeletesWhatWasThere() {
        Api.accepted(Api.post("/api/images", Api.imageBody(Api.newName(), instance(3))));
        Api.accepted(Api.post(
                "/api/instances",
                "{\"name\": \"%s\", \"source_image_id\": \"%s\"}".formatted(Api.newName(), image(3))));
        Api.accepted(Api.delete("/api/instances/" + instance(4)));
        Api.accepted(Api.delete("/api/images/" + image(4)));
    }

    private static List<String> operations() {
        return OPERATIONS.stream().map(number -> operation(number).toString()).toList();
    }

    private static InstanceId instance(int number) {
        return InstanceId.parse("c0000000-0000-4000-8000-%012d".formatted(number));
    }

    private static ImageId image(int number) {
        return ImageId.parse("d0000000-0000-4000-8000-%012d".formatted(number));
    }

    private static OperationId operation(int number) {
        return OperationId.parse("e0000000-0000-4000-8000-%012d".formatted(number));
    }
}
