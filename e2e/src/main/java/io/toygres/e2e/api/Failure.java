package io.toygres.e2e.api;

/** Why something failed, as operations, instances and images show it: a stable code, what happened, what to do. */
public record Failure(String code, String detail, String remedy) {
    @Override
    public String toString() {
        return code + ": " + detail + "\n  what to do: " + remedy;
    }
}
