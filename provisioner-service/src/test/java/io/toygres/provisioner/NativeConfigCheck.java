package io.toygres.provisioner;

import io.toygres.architecture.NativeRules;
import java.io.IOException;
import java.util.stream.Stream;

/** What the service's native executable would keep; runs in {@code mvn verify -Pnative-config}, which ./toygres test does. */
class NativeConfigCheck extends NativeRules {

    NativeConfigCheck() throws IOException {}

    @Override
    protected Stream<String> resources() {
        return Stream.of(
                "messages/toygres.image.create.v1.json",
                "samples/job.json",
                "samples/provisioner-service.json",
                "instance/pg_hba.conf",
                "db/messaging/V001__outbox_and_inbox.sql",
                "db/operation/V010__operation.sql",
                "db/operation/V013__job_slot.sql");
    }
}
