package io.toygres.contract;

/** The Kafka topics; each is keyed by {@link Message#subject()}, but for {@link #REQUESTS}, whose senders choose. */
public enum Topic {
    IMAGE_COMMANDS("toygres.image.commands"),
    IMAGE_EVENTS("toygres.image.events"),
    INSTANCE_COMMANDS("toygres.instance.commands"),
    INSTANCE_EVENTS("toygres.instance.events"),
    /** What other services ask for: the bodies are those of the HTTP API, so api-service alone reads them. */
    REQUESTS("toygres.requests"),
    REQUEST_EVENTS("toygres.request.events");

    private final String topicName;

    Topic(String topicName) {
        this.topicName = topicName;
    }

    public String topicName() {
        return topicName;
    }

    /** Where records go that nobody could read. */
    public String deadLetterName() {
        return topicName + ".dlq";
    }

    public static Topic of(Message message) {
        return switch (message) {
            case ImageCommand _ -> IMAGE_COMMANDS;
            case ImageEvent _ -> IMAGE_EVENTS;
            case InstanceCommand _ -> INSTANCE_COMMANDS;
            case InstanceEvent _ -> INSTANCE_EVENTS;
            case RequestEvent _ -> REQUEST_EVENTS;
        };
    }
}
