package io.toygres.api.audit;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.toygres.api.access.Caller;
import io.toygres.api.problem.Problem;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ResourceInfo;
import java.lang.reflect.Method;
import java.security.Principal;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/**
 * Adds what no transaction has added: what was refused, and what changed no table of ours. Of those who are not logged in only failed
 * logins are noted: anybody could fill the log with the rest.
 */
public final class AuditFilter {

    private static final Set<String> CHANGE_NOTHING = Set.of("GET", "HEAD", "OPTIONS");

    /** Reads that are noted as well. */
    private static final Set<String> NOTED_READS = Set.of("readInstanceCredentials", "exportAudit");

    private static final String LOGIN = "login";

    private final Audit audit;
    private final AuditQueue queue;
    private final CurrentIdentityAssociation identities;

    AuditFilter(Audit audit, AuditQueue queue, CurrentIdentityAssociation identities) {
        this.audit = audit;
        this.queue = queue;
        this.identities = identities;
    }

    @ServerRequestFilter
    public void begin(ResourceInfo resource, RoutingContext context) {
        context.put(Audit.ACTION, action(resource));
    }

    @ServerResponseFilter
    public void end(
            ContainerRequestContext request,
            ContainerResponseContext response,
            ResourceInfo resource,
            RoutingContext context) {
        String action = action(resource);
        boolean noted = !CHANGE_NOTHING.contains(request.getMethod()) || NOTED_READS.contains(action);
        if (!noted || context.get(Audit.WRITTEN) != null) {
            return;
        }
        String code = code(response);
        identities
                .getDeferredIdentity()
                .subscribe()
                .with(
                        identity -> add(context, identity.getPrincipal(), action, code),
                        _ -> add(context, null, action, code));
    }

    /** @param user nobody's is another type than {@link Caller} */
    private void add(RoutingContext context, @Nullable Principal user, String action, @Nullable String code) {
        if (user instanceof Caller caller) {
            queue.add(audit.entry(Origin.of(context, action), caller, null, null, code));
        } else if (action.equals(LOGIN)) {
            queue.add(audit.entry(Origin.of(context, action), null, null, null, code));
        }
    }

    private static @Nullable String code(ContainerResponseContext response) {
        return response.getEntity() instanceof Problem problem ? problem.code() : null;
    }

    private static String action(ResourceInfo resource) {
        Method method = resource.getResourceMethod();
        Operation operation = method == null ? null : method.getAnnotation(Operation.class);
        return operation == null ? "unknown" : operation.operationId();
    }
}
