package io.toygres.kubernetes;

import io.toygres.contract.ErrorCode;
import java.util.Optional;

/**
 * Why something in the cluster is waited for.
 *
 * @param text for the timeline
 * @param code what an operation fails with that waits for it in vain; empty when nothing particular holds it up
 */
public record WaitReason(String text, Optional<ErrorCode> code) {

    public static WaitReason of(String text) {
        return new WaitReason(text, Optional.empty());
    }

    public static WaitReason of(String text, ErrorCode code) {
        return new WaitReason(text, Optional.of(code));
    }

    /** With what the cluster says about the object that is waited for; unchanged when it says nothing, or nothing new. */
    public WaitReason with(Optional<WarningEvent> event) {
        return event.filter(said -> !text.contains(said.message()))
                .map(said -> new WaitReason(text + " (" + said + ")", code.or(said::code)))
                .orElse(this);
    }

    /** With the reason why that is so in its turn. */
    public WaitReason since(WaitReason other) {
        return new WaitReason(text + ": " + other.text(), code.or(other::code));
    }
}
