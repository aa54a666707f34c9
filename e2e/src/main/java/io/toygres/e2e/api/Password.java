package io.toygres.e2e.api;

/** A password that does not show itself in logs, assertion messages and stack traces. */
public record Password(String value) {
    @Override
    public String toString() {
        return "***";
    }
}
