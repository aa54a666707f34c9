package io.toygres.e2e.chaos;

import java.util.concurrent.Semaphore;

/** All that the users of one run have made and may use, with a bound on how much there is at once. */
final class Lot {

    private static final int INSTANCES = 5;
    private static final int IMAGES = 8;

    final Pool<MadeInstance> instances = new Pool<>();
    final Pool<MadeImage> images = new Pool<>();
    /** Paths of instances and images that failed, to be deleted. */
    final Pool<String> failed = new Pool<>();
    /** Paths of what was deleted. */
    final Pool<String> deleted = new Pool<>();

    /** A place for each instance from the request that makes it to the end of the one that deletes it. */
    final Semaphore roomForInstances = new Semaphore(INSTANCES);

    final Semaphore roomForImages = new Semaphore(IMAGES);
}
