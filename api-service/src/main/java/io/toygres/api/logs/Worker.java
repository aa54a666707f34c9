package io.toygres.api.logs;

/** A worker service that has logs. */
public enum Worker {
    IMAGE,
    PROVISIONER
}
