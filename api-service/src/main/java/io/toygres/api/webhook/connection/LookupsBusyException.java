package io.toygres.api.webhook.connection;

/** No look-up was made: it says nothing about the host. */
public final class LookupsBusyException extends Exception {}
