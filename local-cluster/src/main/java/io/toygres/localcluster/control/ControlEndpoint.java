package io.toygres.localcluster.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.toygres.localcluster.api.PlainEndpoint;
import io.toygres.localcluster.fault.FaultSettings;
import io.toygres.localcluster.fault.Faults;
import io.toygres.localcluster.fault.Faults.ApiFault;
import io.toygres.localcluster.fault.Faults.DnsDelay;
import io.toygres.localcluster.fault.Faults.StaleDns;
import io.toygres.localcluster.fault.TokenFault;
import io.toygres.localcluster.store.ApiException;
import io.toygres.localcluster.store.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The knobs over HTTP, under {@code /toygres-local/faults} of the API server's URL.
 *
 * <pre>
 * GET    /toygres-local/faults            the settings
 * PUT    /toygres-local/faults            changes the fields given, answers the settings
 * DELETE /toygres-local/faults            back to what the cluster was started with
 * POST   /toygres-local/faults/kill-pod   {"namespace": "toygres-managed", "selector": {"app": "x"},
 *                                          "after_ms": 0, "mode": "kill"}   answers {"pods": n}
 * POST   /toygres-local/faults/lose-node  answers {"node": "name of the new node", "pods": n}
 * </pre>
 *
 * The settings, durations in milliseconds:
 *
 * <pre>
 * {"dns": [{"name": "slow-*", "delay_ms": 90000}], "dns_delay_ms": 300,
 *  "stale_dns": [{"name": "again-*", "stale_ms": 60000}], "volume_binding_delay_ms": 0,
 *  "federated_token": "valid" | "wrong-key" | "wrong-subject" | "expired",
 *  "api": [{"verb": "create", "resource": "jobs", "code": 500, "share": 0.5}]}
 * </pre>
 *
 * {@code stale_dns}: a load balancer's name goes on leading to its former address for that long after its Service was deleted, also
 * when another Service has the name by then (and another name the address): what caches and a record's TTL do.
 *
 * <p>{@code kill-pod}: with {@code "mode": "kill"} the processes get SIGKILL (exit code 137) and the pod's restart policy decides
 * what follows; with {@code "delete"} the pod is deleted without grace. {@code after_ms} waits for that long, and then for a pod
 * that runs, which may not exist yet; the answer then counts 0. {@code lose-node}: every pod fails with the condition
 * DisruptionTarget and is removed, and what its controllers make instead is placed on a new node.
 */
public final class ControlEndpoint implements PlainEndpoint {
    /** The prefix of the paths. */
    public static final String PATH = "/toygres-local/faults";

    private final FaultSettings settings;
    private final Disasters disasters;

    public ControlEndpoint(FaultSettings settings, Disasters disasters) {
        this.settings = settings;
        this.disasters = disasters;
    }

    @Override
    public JsonNode answer(String method, String path, byte[] body) {
        return switch (method + " " + path) {
            case "GET " + PATH -> show(settings.current());
            case "PUT " + PATH -> {
                settings.set(read(Json.parse(body), settings.current()));
                yield show(settings.current());
            }
            case "DELETE " + PATH -> {
                settings.set(settings.initial());
                yield show(settings.current());
            }
            case "POST " + PATH + "/kill-pod" -> disasters.killPods(Json.parse(body));
            case "POST " + PATH + "/lose-node" -> disasters.loseNode();
            default -> throw ApiException.noSuchPath();
        };
    }

    private static ObjectNode show(Faults faults) {
        ObjectNode json = Json.object();
        ArrayNode dns = json.putArray("dns");
        faults.dns().forEach(rule -> dns.addObject()
                .put("name", rule.name())
                .put("delay_ms", rule.delay().toMillis()));
        json.put("dns_delay_ms", faults.dnsDelay().toMillis());
        ArrayNode stale = json.putArray("stale_dns");
        faults.staleDns().forEach(rule -> stale.addObject()
                .put("name", rule.name())
                .put("stale_ms", rule.time().toMillis()));
        json.put("volume_binding_delay_ms", faults.volumeBindingDelay().toMillis());
        json.put("federated_token", faults.token().wireName());
        ArrayNode api = json.putArray("api");
        faults.api().forEach(fault -> api.addObject()
                .put("verb", fault.verb())
                .put("resource", fault.resource())
                .put("code", fault.code())
                .put("share", fault.share()));
        return json;
    }

    private static Faults read(ObjectNode json, Faults current) {
        json.fieldNames().forEachRemaining(name -> {
            if (!show(current).has(name)) {
                throw ApiException.badRequest("no such knob: " + name);
            }
        });
        return new Faults(
                json.has("dns") ? dns(json.path("dns")) : current.dns(),
                duration(json, "dns_delay_ms", current.dnsDelay()),
                json.has("stale_dns") ? staleDns(json.path("stale_dns")) : current.staleDns(),
                duration(json, "volume_binding_delay_ms", current.volumeBindingDelay()),
                json.has("federated_token") ? token(json.path("federated_token").asText()) : current.token(),
                json.has("api") ? api(json.path("api")) : current.api());
    }

    private static Duration duration(JsonNode json, String field, Duration current) {
        return json.has(field) ? Duration.ofMillis(json.path(field).asLong()) : current;
    }

    private static TokenFault token(String wireName) {
        try {
            return TokenFault.of(wireName);
        } catch (IllegalArgumentException unknown) {
            throw ApiException.badRequest(String.valueOf(unknown.getMessage()));
        }
    }

    private static List<DnsDelay> dns(JsonNode rules) {
        List<DnsDelay> delays = new ArrayList<>();
        rules.forEach(rule -> delays.add(new DnsDelay(
                rule.path("name").asText(),
                Duration.ofMillis(rule.path("delay_ms").asLong()))));
        return delays;
    }

    private static List<StaleDns> staleDns(JsonNode rules) {
        List<StaleDns> stale = new ArrayList<>();
        rules.forEach(rule -> stale.add(new StaleDns(
                rule.path("name").asText(),
                Duration.ofMillis(rule.path("stale_ms").asLong()))));
        return stale;
    }

    private static List<ApiFault> api(JsonNode rules) {
        List<ApiFault> faults = new ArrayList<>();
        rules.forEach(rule -> faults.add(new ApiFault(
                rule.path("verb").asText("*"),
                rule.path("resource").asText("*"),
                rule.path("code").asInt(500),
                rule.path("share").asDouble(1))));
        return faults;
    }
}
