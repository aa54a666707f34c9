package io.toygres.api.request;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.toygres.api.access.Caller;
import io.toygres.api.audit.MessageOrigin;
import io.toygres.api.command.Answer;
import io.toygres.api.command.Commands;
import io.toygres.api.problem.ProblemException;
import io.toygres.messaging.CloudEventHeaders;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;

/** Carries a request out in the name of who has signed it, with their role and projects, as an HTTP request is. */
@ApplicationScoped
class CallersName {

    private final CurrentIdentityAssociation identities;
    private final MessageOrigin origin;
    private final Commands commands;
    private final Age age;
    private final RequestedCommands requested;

    CallersName(
            CurrentIdentityAssociation identities,
            MessageOrigin origin,
            Commands commands,
            Age age,
            RequestedCommands requested) {
        this.identities = identities;
        this.origin = origin;
        this.commands = commands;
        this.age = age;
        this.requested = requested;
    }

    /** @throws ProblemException when it is refused; nothing is left of it then */
    @ActivateRequestContext
    Answer run(Caller caller, ReceivedRequest request) {
        identities.setIdentity(caller.identity());
        RequestType type = RequestType.require(request.header(CloudEventHeaders.TYPE));
        origin.set(type.action(), request.id().toString());
        // One that was carried out before a long outage gets its answer after it.
        if (!commands.remembers(request.id().toString())) {
            age.check(request);
        }
        return requested.run(type, request);
    }
}
