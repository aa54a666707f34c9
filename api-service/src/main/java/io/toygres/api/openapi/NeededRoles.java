package io.toygres.api.openapi;

import jakarta.annotation.security.RolesAllowed;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;
import org.jspecify.annotations.Nullable;

/** The least role that each operation needs, as its method says or else its class. */
final class NeededRoles {

    private final Map<@Nullable String, String> roles = new HashMap<>();

    NeededRoles(IndexView index) {
        for (AnnotationInstance described : index.getAnnotations(Operation.class)) {
            MethodInfo method = described.target().asMethod();
            AnnotationInstance ofMethod = method.annotation(RolesAllowed.class);
            AnnotationInstance role =
                    ofMethod == null ? method.declaringClass().declaredAnnotation(RolesAllowed.class) : ofMethod;
            if (role != null) {
                roles.put(
                        described.value("operationId").asString(), role.value().asStringArray()[0]);
            }
        }
    }

    /** Empty where a login is enough, or not even needed. */
    Optional<String> of(@Nullable String operation) {
        return Optional.ofNullable(roles.get(operation));
    }
}
