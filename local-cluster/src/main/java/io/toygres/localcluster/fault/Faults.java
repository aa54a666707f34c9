package io.toygres.localcluster.fault;

import io.toygres.localcluster.identity.TokenFault;
import java.time.Duration;
import java.util.List;

/**
 * The knobs.
 *
 * @param dns how long the names of load balancers take to appear; the first pattern that matches counts
 * @param dnsDelay for names that no pattern matches
 * @param volumeBindingDelay between a claim's first consumer and its volume
 * @param token what is wrong with federated tokens
 * @param api requests that fail
 */
public record Faults(
        List<DnsDelay> dns, Duration dnsDelay, Duration volumeBindingDelay, TokenFault token, List<ApiFault> api) {
    public Faults {
        dns = List.copyOf(dns);
        api = List.copyOf(api);
    }

    /** @param name the DNS label with {@code *} for anything: {@code slow-*} */
    public record DnsDelay(String name, Duration delay) {
        boolean matches(String label) {
            return label.matches(("\\Q" + name + "\\E").replace("*", "\\E.*\\Q"));
        }
    }

    /**
     * @param verb create, get, list, watch, update, patch, delete, or * for all
     * @param resource a plural, or * for all
     * @param code 409, 429 (with Retry-After: 1), 500 or any other
     * @param share of the requests, 0 to 1
     */
    public record ApiFault(String verb, String resource, int code, double share) {
        boolean matches(String requestVerb, String requestResource) {
            return (verb.equals("*") || verb.equals(requestVerb))
                    && (resource.equals("*") || resource.equals(requestResource));
        }
    }

    /** The delay of one label. */
    public Duration dnsDelay(String label) {
        return dns.stream()
                .filter(rule -> rule.matches(label))
                .findFirst()
                .map(DnsDelay::delay)
                .orElse(dnsDelay);
    }
}
