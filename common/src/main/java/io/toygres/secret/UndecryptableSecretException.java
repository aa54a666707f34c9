package io.toygres.secret;

/** A secret that this keyring cannot decrypt. Its message names the owner and never holds any of the secret. */
public final class UndecryptableSecretException extends RuntimeException {

    UndecryptableSecretException(String message) {
        super(message);
    }

    UndecryptableSecretException(String message, Throwable cause) {
        super(message, cause);
    }
}
