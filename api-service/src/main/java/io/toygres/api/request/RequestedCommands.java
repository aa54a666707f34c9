package io.toygres.api.request;

import io.toygres.api.access.Role;
import io.toygres.api.access.SecretToken;
import io.toygres.api.command.Answer;
import io.toygres.api.image.CreateImageRequest;
import io.toygres.api.image.ImageRequests;
import io.toygres.api.instance.CreateInstanceRequest;
import io.toygres.api.instance.InstanceRequests;
import io.toygres.api.operation.OperationRequests;
import io.toygres.api.problem.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;

/** Has a request carried out by what also carries out that of HTTP, with the request's id as its Idempotency-Key. */
@ApplicationScoped
@RolesAllowed(Role.OPERATORS)
class RequestedCommands {

    private final RequestBodies bodies;
    private final ImageRequests images;
    private final InstanceRequests instances;
    private final OperationRequests operations;

    RequestedCommands(
            RequestBodies bodies, ImageRequests images, InstanceRequests instances, OperationRequests operations) {
        this.bodies = bodies;
        this.images = images;
        this.instances = instances;
        this.operations = operations;
    }

    /** @throws ProblemException as the same request over HTTP is refused */
    Answer run(RequestType type, ReceivedRequest request) {
        String key = request.id().toString();
        return switch (type) {
            case CREATE_IMAGE -> images.create(key, bodies.valid(bodies.read(request, CreateImageRequest.class)));
            case CREATE_INSTANCE -> create(key, bodies.read(request, CreateInstanceRequest.class));
            case DELETE_IMAGE -> {
                DeleteImageRequest body = bodies.valid(bodies.read(request, DeleteImageRequest.class));
                yield images.delete(key, body.image(), body.ifMatch(), body.isPurge());
            }
            case DELETE_INSTANCE -> {
                DeleteInstanceRequest body = bodies.valid(bodies.read(request, DeleteInstanceRequest.class));
                yield instances.delete(key, body.instance(), body.ifMatch());
            }
            case CANCEL_OPERATION -> {
                CancelOperationRequest body = bodies.valid(bodies.read(request, CancelOperationRequest.class));
                yield operations.cancel(key, body.operation(), body.isAbandoned());
            }
        };
    }

    /** A topic keeps what it is sent, for whoever may read it: an empty instance gets a password that was on none. */
    private Answer create(String key, CreateInstanceRequest sent) {
        if (sent.password() != null) {
            throw RequestBodies.invalid(
                    "password",
                    "does not belong on a topic",
                    "Leave it out: one is made, and read at GET /api/instances/{id}/credentials.");
        }
        CreateInstanceRequest request = sent.sourceImageId() == null ? sent.withPassword(SecretToken.random()) : sent;
        return instances.create(key, sent, bodies.valid(request));
    }
}
