package io.toygres.operation;

import java.util.Optional;

/** A bean of a service that knows a library by which its steps call something, and what the errors of it mean. */
@FunctionalInterface
public interface KnownErrors {

    /** @return such as {@code the Kubernetes API refused it with HTTP 403}, a part of a sentence for users; empty for an error of others */
    Optional<String> words(Throwable error);
}
