package io.toygres.api.operation;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Body of a cancel, which may be absent.
 *
 * @param abandon whether to end the undo as well, without waiting for what it can't remove
 */
@Schema(name = "CancelRequest")
public record CancelRequest(
        @Schema(
                description = "Also end an undo that can't finish, as when a node is lost: each step that is left is"
                        + " undone at one attempt, and what that leaves behind is named in the operation's failure",
                defaultValue = "false")
        boolean abandon) {}
