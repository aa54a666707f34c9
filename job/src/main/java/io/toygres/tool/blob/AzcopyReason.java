package io.toygres.tool.blob;

import io.toygres.tool.report.JobFailure;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What azcopy's log and output say about a failed transfer. */
final class AzcopyReason {

    private static final Pattern STATUS = Pattern.compile("RESPONSE Status: ([0-9]{3})");
    private static final Pattern CODE = Pattern.compile("X-Ms-Error-Code: \\[?([A-Za-z]+)");
    private static final Pattern ENTRA = Pattern.compile("AADSTS[0-9]+[^\"\\\\\\r\\n]*");
    private static final Pattern REFUSED = Pattern.compile(
            "AuthorizationFailure|AuthorizationPermissionMismatch|AuthenticationFailed|InvalidAuthenticationInfo|NoAuthenticationInformation"
                    + "|Status: 401|Status: 403|Auto-login|WorkloadIdentityCredential|no cached token|Please run azcopy login");
    private static final Pattern COMPLAINT = Pattern.compile(
            "no such host|connection refused|x509: [^\"\\r\\n]*|i/o timeout"
                    + "|connection reset by peer|ServerBusy|context deadline exceeded|TLS handshake [a-z ]*|proxyconnect [^\"\\r\\n]*|no space left on device");
    private static final Pattern ERROR_LINE = Pattern.compile("(?i)error|failed|fatal|cannot|denied");
    private static final int LONGEST = 300;

    private final String said;
    private final BlobCodes codes;

    AzcopyReason(String said, BlobCodes codes) {
        this.said = said;
        this.codes = codes;
    }

    /** @param what such as {@code upload of pack} */
    JobFailure failure(String what, String container) {
        String status = status();
        if (said.contains("BlobNotFound") || said.contains("ContainerNotFound")) {
            return codes.missing() == codes.failed()
                    ? JobFailure.retried(
                            codes.failed(), "The " + what + " found no container " + container + status + ".")
                    : JobFailure.terminal(
                            codes.missing(), "The " + what + " found nothing at " + container + status + ".");
        }
        Optional<String> entra = first(ENTRA, 0);
        if (entra.isPresent()) {
            return JobFailure.terminal(
                    codes.auth(),
                    "Entra ID refused the pod's federated token for the " + what + ": " + cut(entra.get()));
        }
        if (REFUSED.matcher(said).find()) {
            return JobFailure.terminal(
                    codes.auth(),
                    "Blob Storage did not let the " + what + " pass" + status
                            + ": check the role assignment of the workload identity on the container.");
        }
        return JobFailure.retried(codes.failed(), "The " + what + " failed" + status + ": " + complaint());
    }

    private String status() {
        return first(STATUS, 1)
                .map(status -> " (HTTP " + status
                        + first(CODE, 1).map(code -> " " + code).orElse("") + ")")
                .orElse("");
    }

    /** The words that tell most, and the last line of azcopy's own that tells of an error. It redacts signatures itself. */
    private String complaint() {
        Optional<String> last = said.lines()
                .filter(line -> ERROR_LINE.matcher(line).find())
                .reduce((_, later) -> later)
                .or(() -> said.lines().filter(line -> !line.isBlank()).reduce((_, later) -> later))
                .map(line -> cut(line.strip()));
        Optional<String> words = first(COMPLAINT, 0).map(AzcopyReason::cut);
        if (words.isPresent() && last.isPresent() && !last.get().contains(words.get())) {
            return words.get() + "; azcopy's last line: " + last.get();
        }
        return last.or(() -> words).orElse("azcopy ended without a word");
    }

    boolean tellsOfAnAnswer() {
        return said.contains("Status:");
    }

    private Optional<String> first(Pattern pattern, int group) {
        Matcher matcher = pattern.matcher(said);
        return matcher.find() ? Optional.of(matcher.group(group)) : Optional.empty();
    }

    private static String cut(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    }
}
