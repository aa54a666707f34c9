package io.toygres.tool.backup;

/**
 * A database of the source, as the list of them has it.
 *
 * @param sizeBytes on disk
 * @param takesConnections false when nobody may connect, superusers included
 * @param broken whether dropping it was interrupted
 * @param template whether it is one that CREATE DATABASE may copy
 */
record ListedDatabase(
        String name,
        String owner,
        String encoding,
        String collate,
        String ctype,
        long sizeBytes,
        boolean takesConnections,
        boolean broken,
        boolean template) {}
