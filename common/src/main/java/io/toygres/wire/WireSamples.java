package io.toygres.wire;

import java.util.List;

/**
 * A bean that names samples of types which go through Jackson by hand: messages, rows, what Jobs are told and tell, manifests. Its
 * {@code @RegisterForReflection(registerFullHierarchy = true)} makes a native build keep them, and all that they lead to.
 */
public interface WireSamples {

    List<WireSample> samples();
}
