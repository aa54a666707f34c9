package io.toygres.consumer;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** What a dead letter has beside the record that it was. */
public final class DeadLetter {

    private static final String PREFIX = "dead-letter-";

    /** Why it was not applied: one line for people. */
    public static final String REASON = PREFIX + "reason";
    /** Where it came from. */
    public static final String TOPIC = PREFIX + "topic";

    public static final String PARTITION = PREFIX + "partition";
    public static final String OFFSET = PREFIX + "offset";
    /** When it became a dead letter. */
    public static final String TIME = PREFIX + "time";

    private static final String SUFFIX = ".dlq";

    private DeadLetter() {}

    static String topicOf(String topic) {
        return topic + SUFFIX;
    }

    /** The record's own headers, as they were. */
    public static Headers withoutReason(Headers headers) {
        var own = new RecordHeaders();
        for (Header header : headers) {
            if (!header.key().startsWith(PREFIX)) {
                own.add(header);
            }
        }
        return own;
    }
}
