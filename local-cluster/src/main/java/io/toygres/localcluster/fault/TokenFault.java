package io.toygres.localcluster.fault;

import java.util.Locale;

/** What is wrong with the tokens that pods get. */
public enum TokenFault {
    VALID,
    /** Signed by a key that the issuer does not publish. */
    WRONG_KEY,
    /** Speaks of another service account than the pod's. */
    WRONG_SUBJECT,
    /** Its time was over before it was issued. */
    EXPIRED;

    /** As in the control endpoint: {@code wrong-key}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static TokenFault of(String wireName) {
        for (TokenFault fault : values()) {
            if (fault.wireName().equals(wireName)) {
                return fault;
            }
        }
        throw new IllegalArgumentException("no such token fault: " + wireName);
    }
}
