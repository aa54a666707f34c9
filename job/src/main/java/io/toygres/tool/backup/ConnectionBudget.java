package io.toygres.tool.backup;

import io.toygres.tool.pipes.Lane;

/**
 * How many connections a backup takes. Of those that the server would still take, half are left to the application; where few are left, two
 * at most are open at once.
 *
 * @param room connections that the server would still take, those reserved for superusers included
 * @param processors of this container
 */
record ConnectionBudget(int room, int processors) {

    private static final int ROOM_FOR_PARALLEL = 8;

    /** A restore loads no more archives of a database at once: so many lanes are there for large files. */
    private static final int MOST_DATA_DUMPS = Lane.COUNT - 1;

    private static final int MOST_DATABASES_AT_ONCE = 4;

    /** What a database takes beside its data dumps: a session, and the dump of its schema. */
    private static final int SESSION_AND_SCHEMA = 2;

    /** Whether a database's dumps may run at once; otherwise one after the other. */
    boolean hasRoomForParallel() {
        return room >= ROOM_FOR_PARALLEL;
    }

    int databasesAtOnce() {
        int most = Math.clamp(processors, 1, MOST_DATABASES_AT_ONCE);
        return hasRoomForParallel() ? Math.clamp(ours() / (SESSION_AND_SCHEMA + MOST_DATA_DUMPS), 1, most) : 1;
    }

    /** How many dumps may share the rows of each of these databases. */
    int dataDumps() {
        int most = Math.clamp(processors, 1, MOST_DATA_DUMPS);
        return Math.clamp(ours() / databasesAtOnce() - SESSION_AND_SCHEMA, 1, most);
    }

    private int ours() {
        return room / 2;
    }
}
