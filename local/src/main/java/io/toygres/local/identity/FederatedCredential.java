package io.toygres.local.identity;

/**
 * A federated identity credential of an application: who may ask for its tokens. See
 * <a href="https://learn.microsoft.com/graph/api/resources/federatedidentitycredential">Microsoft Graph</a>.
 *
 * @param clientId the application's id, a UUID
 * @param subject the {@code sub} of the assertion, such as {@code system:serviceaccount:toygres-managed:toygres-backup}
 */
public record FederatedCredential(String clientId, String subject) {
    /** The {@code aud} that a workload's token must name. */
    public static final String AUDIENCE = "api://AzureADTokenExchange";

    public static FederatedCredential ofServiceAccount(String clientId, String namespace, String name) {
        return new FederatedCredential(clientId, "system:serviceaccount:" + namespace + ":" + name);
    }

    boolean isFor(String client, String assertedSubject) {
        return clientId.equals(client) && subject.equals(assertedSubject);
    }
}
