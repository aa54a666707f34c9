package io.toygres.secret;

/** A secret in the clear, for the shortest time possible. Its text form is redacted and it has no JSON form. */
public final class Secret {

    private final String value;

    public Secret(String value) {
        this.value = value;
    }

    /** The secret itself; call it only where it is handed on. */
    public String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return "<redacted>";
    }
}
