package io.toygres.api.event;

/**
 * One change.
 *
 * @param kind {@code instance}, {@code image} or {@code operation}
 * @param subject the instance, image or operation as it was then, JSON in one line
 */
record Change(Position position, String project, String kind, String subject) {}
