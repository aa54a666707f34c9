package io.toygres.provisioner;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.contract.EncryptedSecret;
import io.toygres.contract.ImageType;
import io.toygres.contract.InstanceCommand.CreateInstance;
import io.toygres.contract.InstanceCommand.InstanceSpec;
import io.toygres.contract.InstanceId;
import io.toygres.contract.OperationId;
import io.toygres.contract.PostgresVersion;
import io.toygres.messaging.Json;
import io.toygres.provisioner.create.CreateState;
import io.toygres.provisioner.delete.DeleteState;
import io.toygres.provisioner.restore.RestoreState;
import org.junit.jupiter.api.Test;

/** The JSON of the operations' rows: a service that is upgraded finishes what the release before it started. */
class StatesTest {

    private static final String OPERATION = "\"operation_id\": \"0d0b7b1e-6c0f-4f4e-9a56-0f8a3f5f0001\"";

    private static final String MANIFEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    private static final String INSTANCE = """
            "instance": {"instance_id": "7f3c1c52-3a44-4d0b-8f0e-6a1d2b9c0003", "name": "orders", "image_type": "stock",
                         "postgres_version": "15", "storage_size_gb": 10, "internal": true, "dns_label": null},
            "password": "k1:AAAA\"""";

    @Test
    void aCreateIsReadAsItWasWritten() throws Exception {
        var spec = new InstanceSpec(
                InstanceId.random(), "orders", ImageType.STOCK, new PostgresVersion(15), 10, false, "orders-db", null);
        var state = new CreateState(new CreateInstance(OperationId.random(), spec, new EncryptedSecret("k1:AAAA")));

        String json = Json.mapper().writeValueAsString(state);

        assertThat(Json.mapper().readValue(json, CreateState.class)).isEqualTo(state);
    }

    @Test
    void aCreateIsReadFromARowOfTheFirstRelease() throws Exception {
        CreateState state = read(CreateState.class, INSTANCE);

        assertThat(state.instanceName()).isEqualTo("orders");
        assertThat(state.password().text()).isEqualTo("k1:AAAA");
    }

    @Test
    void aRestoreIsReadFromARowOfTheFirstRelease() throws Exception {
        RestoreState state = read(RestoreState.class, INSTANCE + """
                , "image": {"image_id": "7f3c1c52-3a44-4d0b-8f0e-6a1d2b9c0004",
                            "manifest_sha256": "%s"},
                "loaded": {"workers": [], "since": "2026-01-02T03:04:05Z"}""".formatted(MANIFEST));

        assertThat(state.command().image().manifestSha256()).isEqualTo(MANIFEST);
        assertThat(state.watch()).isNull();
    }

    @Test
    void aDeleteIsReadFromARowOfTheFirstRelease() throws Exception {
        DeleteState state = read(
                DeleteState.class,
                "\"instance_id\": \"7f3c1c52-3a44-4d0b-8f0e-6a1d2b9c0003\", \"instance_name\": \"orders\"");

        assertThat(state.instanceName()).isEqualTo("orders");
        assertThat(state.names().secret()).isEqualTo("orders-7f3c1c52-secret");
    }

    private static <S> S read(Class<S> type, String parts) throws Exception {
        return Json.mapper().readValue("{" + OPERATION + ", " + parts + "}", type);
    }
}
