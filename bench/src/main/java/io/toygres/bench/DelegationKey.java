package io.toygres.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.toygres.e2e.api.Password;
import io.toygres.e2e.blob.BlobAccess;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A <a href="https://learn.microsoft.com/rest/api/storageservices/create-user-delegation-sas">user delegation key</a>: by it an identity
 * lets a program in that knows no bearer tokens. The local system's storage takes no shared key, as nobody knows that.
 *
 * @param start the key's, and that of what is signed by it, as {@code 2026-11-30T23:17:56Z}
 * @param value a secret, Base64
 */
record DelegationKey(
        String objectId, String tenantId, String start, String expiry, String service, String version, Password value) {

    /** Read, create, write, delete, list: what a repository of backups needs. */
    private static final String PERMISSIONS = "rcwdl";

    /** Which fields are signed, and in which order, depends on it. Azurite checks containers' signatures of older ones wrongly. */
    private static final String SIGNED_AS_OF = "2020-12-06";

    private static final String CONTAINER = "c";
    private static final String ALGORITHM = "HmacSHA256";
    private static final Duration CLOCKS_APART = Duration.ofMinutes(1);

    /** Asks the storage for one. */
    static DelegationKey ask(BlobAccess access, Duration validity) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        String body =
                "<?xml version=\"1.0\" encoding=\"utf-8\"?><KeyInfo><Start>%s</Start><Expiry>%s</Expiry></KeyInfo>"
                        .formatted(now.minus(CLOCKS_APART), now.plus(validity));
        URI service = access.storage().container().resolve("/?restype=service&comp=userdelegationkey");
        var request = access.request(service)
                .header("Content-Type", "application/xml")
                .POST(BodyPublishers.ofString(body))
                .build();
        return parse(access.send(request, BodyHandlers.ofString()));
    }

    /** @param xml the service's answer */
    static DelegationKey parse(String xml) {
        return new DelegationKey(
                element(xml, "SignedOid"),
                element(xml, "SignedTid"),
                element(xml, "SignedStart"),
                element(xml, "SignedExpiry"),
                element(xml, "SignedService"),
                element(xml, "SignedVersion"),
                new Password(element(xml, "Value")));
    }

    /**
     * A query string that opens the container until the key expires.
     *
     * @param container such as {@code https://account.blob.core.windows.net/images}
     */
    Password sharedAccessSignature(URI container) {
        String account = container.getHost().split("\\.", 2)[0];
        String signed = String.join(
                "\n",
                List.of(
                        PERMISSIONS,
                        start,
                        expiry,
                        "/blob/" + account + container.getPath(),
                        objectId,
                        tenantId,
                        start,
                        expiry,
                        service,
                        version,
                        // Objects that may use it, its correlation, addresses, protocol: any.
                        "\n\n\n",
                        "",
                        SIGNED_AS_OF,
                        CONTAINER,
                        // Snapshot, scope of encryption, and five headers of answers: none.
                        "\n\n\n\n\n\n"));
        Map<String, String> query = new LinkedHashMap<>();
        query.put("sv", SIGNED_AS_OF);
        query.put("sr", CONTAINER);
        query.put("sp", PERMISSIONS);
        query.put("st", start);
        query.put("se", expiry);
        query.put("skoid", objectId);
        query.put("sktid", tenantId);
        query.put("skt", start);
        query.put("ske", expiry);
        query.put("sks", service);
        query.put("skv", version);
        query.put("sig", signature(signed));
        return new Password(query.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                .collect(Collectors.joining("&")));
    }

    private String signature(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(value.value()), ALGORITHM));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    private static String element(String xml, String name) {
        Matcher element =
                Pattern.compile("<" + name + ">([^<]*)</" + name + ">").matcher(xml);
        if (!element.find()) {
            throw new IllegalArgumentException("a delegation key without " + name);
        }
        return element.group(1);
    }
}
