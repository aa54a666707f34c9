package io.toygres.api.webhook;

import io.toygres.api.testing.Api;
import io.toygres.api.testing.People;
import io.toygres.api.testing.TestClock;
import io.toygres.database.Database;
import jakarta.inject.Inject;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A test with a project of its own, and with a receiver for its webhooks. */
public abstract class WithReceiver {

    @Inject
    protected Database database;

    @Inject
    protected TestClock clock;

    protected String project;
    protected LocalReceiver receiver;

    @BeforeEach
    void open() throws IOException {
        project = People.newProject();
        receiver = LocalReceiver.open();
    }

    /** Nobody is told of anything any more, so that tests which follow find their ports free of it. */
    @AfterEach
    void close() {
        Api.get("/api/webhooks?project=" + project)
                .jsonPath()
                .getList("items.id")
                .forEach(id -> Api.delete("/api/webhooks/" + id).then().statusCode(204));
        receiver.close();
    }

    /** Notes a change of the project. @return the id of what has changed */
    protected String change(String kind, String status) {
        return Hooks.change(database, project, kind, status);
    }
}
