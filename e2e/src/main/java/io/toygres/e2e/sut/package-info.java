/**
 * Where the system under test is, and what can be reached of it.
 * Reads the environment, or the file that a local system leaves at {@code .toygres/system.json}; writes nothing.
 * Start with {@link io.toygres.e2e.sut.SystemUnderTest}.
 */
@NullMarked
package io.toygres.e2e.sut;

import org.jspecify.annotations.NullMarked;
