package io.toygres.api.access;

/** What belongs to a project. */
public interface Belonging {

    /** Its type's text is the id. */
    Object id();

    String project();
}
