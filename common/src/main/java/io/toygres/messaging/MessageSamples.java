package io.toygres.messaging;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.toygres.contract.Message;
import io.toygres.wire.WireSample;
import io.toygres.wire.WireSamples;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Stream;

/** Every message, each with the document of its name in {@code messages/}. */
@Singleton
@RegisterForReflection(registerFullHierarchy = true, targets = Message.class)
public final class MessageSamples implements WireSamples {

    @Override
    public List<WireSample> samples() {
        return Stream.of(MessageType.values())
                .map(type -> new WireSample(type.bodyClass(), "/messages/" + type.typeName() + ".json"))
                .toList();
    }
}
