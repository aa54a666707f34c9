package io.toygres.localcluster.fault;

import java.time.Duration;
import java.util.List;

/**
 * The knobs.
 *
 * @param dns how long the names of load balancers take to appear; the first pattern that matches counts
 * @param dnsDelay for names that no pattern matches
 * @param staleDns how long a name that was deleted, or made again, goes on leading to its former address, as in caches of
 *     resolvers; the first pattern that matches counts, without one the truth is told at once
 * @param volumeBindingDelay between a claim's first consumer and its volume
 * @param token what is wrong with federated tokens
 * @param api requests that fail
 */
public record Faults(
        List<DnsDelay> dns,
        Duration dnsDelay,
        List<StaleDns> staleDns,
        Duration volumeBindingDelay,
        TokenFault token,
        List<ApiFault> api) {
    public Faults {
        dns = List.copyOf(dns);
        staleDns = List.copyOf(staleDns);
        api = List.copyOf(api);
    }

    /** @param name the DNS label with {@code *} for anything: {@code slow-*} */
    public record DnsDelay(String name, Duration delay) {
        boolean matches(String label) {
            return fits(name, label);
        }
    }

    /** @param name the DNS label with {@code *} for anything: {@code again-*} */
    public record StaleDns(String name, Duration time) {
        boolean matches(String label) {
            return fits(name, label);
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

    /** How long the former address of one label is answered. */
    public Duration staleDns(String label) {
        return staleDns.stream()
                .filter(rule -> rule.matches(label))
                .findFirst()
                .map(StaleDns::time)
                .orElse(Duration.ZERO);
    }

    private static boolean fits(String pattern, String label) {
        return label.matches(("\\Q" + pattern + "\\E").replace("*", "\\E.*\\Q"));
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
