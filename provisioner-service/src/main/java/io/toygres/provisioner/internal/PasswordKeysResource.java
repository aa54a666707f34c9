package io.toygres.provisioner.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.toygres.database.Database;
import io.toygres.internal.InternalEndpoint;
import io.toygres.messaging.Json;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** How many unfinished operations need each key of the keyring, for api-service to say which one may go: {@code {"k1": 2}}. */
@Path("/internal/keys")
@InternalEndpoint
@RunOnVirtualThread
public final class PasswordKeysResource {

    private final Database database;
    private final PasswordKeyStore keys;

    PasswordKeysResource(Database database, PasswordKeyStore keys) {
        this.database = database;
        this.keys = keys;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public byte[] read() throws JsonProcessingException {
        return Json.mapper().writeValueAsBytes(database.withConnection(keys::inUse));
    }
}
