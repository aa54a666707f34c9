package io.toygres.api.access;

import java.util.Optional;
import java.util.UUID;

/** Credentials of one kind that are rows, and can be revoked: sessions, or tokens. */
public interface RevocableCredentials {

    /** Who comes by them. */
    Caller.Via via();

    /** Whom one stands for now; it does not count as used. Empty when it has ended or was revoked. */
    Optional<Caller> caller(UUID credential);
}
