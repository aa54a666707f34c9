package io.toygres.api.request;

import io.toygres.api.access.Caller;
import io.toygres.api.problem.ProblemCode;
import io.toygres.api.problem.ProblemException;
import io.toygres.api.problem.ProblemMapper;
import io.toygres.api.token.Signers;
import io.toygres.messaging.CloudEventHeaders;
import jakarta.inject.Singleton;

/** Who sends a request: it is signed by a token, which itself is on no topic. */
@Singleton
final class Authentication {

    private static final String VERSION = "1.0";
    private static final String JSON = "application/json";

    private final Signers signers;

    Authentication(Signers signers) {
        this.signers = signers;
    }

    /**
     * What is not signed is checked here too: nothing must be kept of a record in which somebody has changed it.
     *
     * @throws ProblemException INVALID_PARAMETER, UNSUPPORTED_MEDIA_TYPE, PAYLOAD_TOO_LARGE or SIGNATURE_INVALID
     */
    Caller caller(ReceivedRequest request) {
        if (!request.header(CloudEventHeaders.SPEC_VERSION).equals(VERSION)) {
            throw new ProblemException(
                    ProblemCode.INVALID_PARAMETER, CloudEventHeaders.SPEC_VERSION, "Send " + VERSION + ".");
        }
        if (!request.header(CloudEventHeaders.CONTENT_TYPE).equals(JSON)) {
            throw new ProblemException(ProblemMapper.ofStatus(415));
        }
        return signers.signer(request.token(), request.signed(), request.signature())
                .orElseThrow(Authentication::invalid);
    }

    /** The same whether there is such a token or not. */
    private static ProblemException invalid() {
        return new ProblemException(
                ProblemCode.SIGNATURE_INVALID, CloudEventHeaders.SIGNATURE, "It is not the token's for this request.");
    }
}
