package io.toygres.image.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.toygres.internal.InternalEndpoint;
import io.toygres.messaging.Json;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;

/** What there is of images, for api-service to compare with its rows. */
@Path("/internal/inventory")
@InternalEndpoint
public final class ImageInventoryResource {

    private static final Logger LOG = Logger.getLogger(ImageInventoryResource.class);

    private final ImageInventory inventory;

    ImageInventoryResource(ImageInventory inventory) {
        this.inventory = inventory;
    }

    /** An {@link io.toygres.contract.Inventory}; 503 when any part of it can't be read, never a part of it. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Response read() throws JsonProcessingException {
        try {
            return Response.ok(Json.mapper().writeValueAsBytes(inventory.take()))
                    .build();
        } catch (RuntimeException e) {
            LOG.warn("inventory can't be taken now", e);
            return Response.status(Response.Status.SERVICE_UNAVAILABLE).build();
        }
    }
}
