package io.toygres.operation;

/** A step or an undo was broken off and did not end: its thread was given up. */
final class HungException extends Exception {

    HungException() {
        super("did not end when it was broken off");
    }
}
