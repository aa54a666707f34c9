package io.toygres.api.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.api.testing.Api;
import io.toygres.api.testing.FakeWorker;
import io.toygres.api.testing.People;
import io.toygres.api.testing.People.Person;
import io.toygres.contract.RequestEvent;
import io.toygres.contract.RequestEvent.RequestAccepted;
import io.toygres.contract.RequestEvent.RequestRejected;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;

/** A test of what a service with a token asks for over Kafka, and of what it is answered. */
abstract class AskingService {

    static final String CREATE_IMAGE = "toygres.request.image.create.v1";
    static final String CREATE_INSTANCE = "toygres.request.instance.create.v1";

    final UUID id = UUID.randomUUID();

    @Inject
    FakeWorker worker;

    Person ada;
    Requester service;

    @BeforeEach
    void aServiceHasAToken() {
        ada = People.newPerson("operator", "\"default\"");
        service = Requester.of(ada, "");
    }

    String backup() {
        return Api.imageBody(Api.newName(), worker.runningInstance(Api.newName()));
    }

    RequestAccepted accepted(String type, String body) {
        return accepted(id, type, body);
    }

    RequestAccepted accepted(UUID request, String type, String body) {
        worker.send(service.request(request, type, body));
        RequestEvent answer = worker.answers(request, 1).getFirst();
        assertThat(answer).isInstanceOf(RequestAccepted.class);
        return (RequestAccepted) answer;
    }

    /** The last of what it is answered. */
    RequestRejected refused(Requester by, String type, String body) {
        int before = answersSoFar();
        worker.send(by.request(id, type, body));
        RequestEvent answer = worker.answers(id, before + 1).getLast();
        assertThat(answer).isInstanceOf(RequestRejected.class);
        return (RequestRejected) answer;
    }

    private int answersSoFar() {
        return worker.answers(id, 0).size();
    }

    /** What the audit log has of the token's owner over Kafka. */
    List<Map<String, Object>> entries() {
        List<Map<String, Object>> entries =
                Api.get("/api/audit?limit=200&actor=" + ada.name()).jsonPath().getList("items");
        return entries.stream()
                .filter(entry -> "signature".equals(entry.get("via")))
                .toList();
    }
}
