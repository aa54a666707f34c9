package io.toygres.localcluster.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * One committed change. Its revision is the {@code resourceVersion} of the object; a deletion has one of its own, as in etcd.
 *
 * @param object the object as it is now, or as it was last when it is gone; nobody may modify it
 * @param previous what it replaced, so that a watch with a selector sees objects leave its selection
 */
public record Change(long revision, Kind kind, ObjectKey key, ObjectNode object, Optional<ObjectNode> previous) {

    /** The three event types of the watch protocol, by their wire names. */
    public enum Kind {
        ADDED,
        MODIFIED,
        DELETED
    }
}
