package io.toygres.api.worker;

/** A worker service. */
public enum Worker {
    IMAGE,
    PROVISIONER
}
