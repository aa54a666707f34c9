package io.toygres.api.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.toygres.api.testing.Api;
import io.toygres.api.testing.ApiSystem;
import io.toygres.api.testing.DocumentedAnswers;
import io.toygres.api.testing.DocumentedAnswers.Answer;
import io.toygres.api.testing.FakeWorker;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Whatever is asked, the answer is as the document says, and no answer is a 500. {@code -Dtoygres.fuzz.requests=10000} asks for more of
 * each family, {@code -Dtoygres.fuzz.seed} for others.
 */
@QuarkusTest
@QuarkusTestResource(ApiSystem.class)
class FuzzIT {

    private static final int REQUESTS = Integer.getInteger("toygres.fuzz.requests", 100);
    private static final long SEED = Long.getLong("toygres.fuzz.seed", 1);
    private static final int MOST_FAULTS = 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    FakeWorker worker;

    private final List<String> faults = new ArrayList<>();
    private final Map<Integer, Integer> statuses = new TreeMap<>();

    @Test
    void everyAnswerIsAsTheDocumentSays() throws IOException, InterruptedException {
        Map<String, List<Operation>> families = Operation.all().stream()
                .collect(Collectors.groupingBy(Operation::family, TreeMap::new, Collectors.toList()));
        Known known = new Known(
                Stream.generate(() -> worker.runningInstance(Api.newName()).toString())
                        .limit(5)
                        .toList());
        RandomRequests requests =
                new RandomRequests(URI.create("http://localhost:" + RestAssured.port), new Random(SEED), known);
        System.out.printf("fuzz: %d requests of each family, seed %d%n", REQUESTS, SEED);
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (var family : families.entrySet()) {
                statuses.clear();
                for (int i = 0; i < REQUESTS && faults.size() < MOST_FAULTS; i++) {
                    Operation operation =
                            family.getValue().get(i % family.getValue().size());
                    ask(client, operation, requests.next(operation), known);
                }
                assertThat(statuses.keySet()).as(family.getKey()).anyMatch(status -> status < 300);
                System.out.printf("fuzz: %s: %s%n", family.getKey(), statuses);
            }
        }
        assertThat(families).hasSizeGreaterThan(8);
        assertThat(faults).as("with seed " + SEED).isEmpty();
    }

    private void ask(HttpClient client, Operation operation, HttpRequest request, Known known)
            throws IOException, InterruptedException {
        HttpRequest mine = HttpRequest.newBuilder(request, (_, _) -> true)
                .header("Cookie", Api.COOKIE + "=" + Api.session())
                .build();
        HttpResponse<String> answer = client.send(mine, BodyHandlers.ofString());
        statuses.merge(answer.statusCode(), 1, Integer::sum);
        try {
            assertThat(answer.statusCode()).isNotEqualTo(500);
            DocumentedAnswers.check(
                    operation.method(),
                    mine.uri().getRawPath(),
                    new Answer(answer.statusCode(), answer.headers()::firstValue, answer.body()));
            if (operation.method().equals("POST") && answer.statusCode() < 300) {
                known.learn(JSON.readTree(answer.body()));
            }
        } catch (AssertionError fault) {
            faults.add(operation.id() + " " + mine.uri() + ": " + fault.getMessage());
        }
    }
}
