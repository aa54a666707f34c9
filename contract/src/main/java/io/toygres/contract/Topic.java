package io.toygres.contract;

/** The Kafka topics; each is keyed by {@link Message#subject()}. */
public enum Topic {
    IMAGE_COMMANDS("toygres.image.commands"),
    IMAGE_EVENTS("toygres.image.events"),
    INSTANCE_COMMANDS("toygres.instance.commands"),
    INSTANCE_EVENTS("toygres.instance.events");

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
        };
    }
}
