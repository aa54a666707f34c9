package io.toygres.bench;

/**
 * What a pod takes of the machine, or the most that it took.
 *
 * @param memory bytes of its processes; what several of them share counts once, the page cache not at all
 * @param staged bytes in files of volumes that are gone with it
 */
record PodUse(long memory, long staged) {

    static final PodUse NONE = new PodUse(0, 0);

    PodUse plus(PodUse other) {
        return new PodUse(memory + other.memory, staged + other.staged);
    }

    PodUse most(PodUse other) {
        return new PodUse(Math.max(memory, other.memory), Math.max(staged, other.staged));
    }
}
