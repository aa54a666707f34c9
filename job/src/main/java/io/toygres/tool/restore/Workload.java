package io.toygres.tool.restore;

import io.toygres.contract.image.Archive;
import io.toygres.contract.image.ImageDatabase;
import io.toygres.tool.image.ImageContents;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;

/**
 * How the work of a restore is shared out.
 *
 * @param workers databases, or indexes of one, at once
 * @param heavy how many indexes and keys may be built at once, all databases together
 * @param adminDatabase a database that is none of the image's, raw
 * @param plainMoney whether amounts of money are written without a locale: since format 2
 * @param streamed files whose archives are loaded as they come
 */
record Workload(int workers, Semaphore heavy, String adminDatabase, Set<String> streamed, boolean plainMoney) {

    static Workload of(ImageContents image, int parallelism, String adminDatabase) {
        int workers =
                Math.clamp(parallelism, 1, Math.max(2, Runtime.getRuntime().availableProcessors()));
        Set<String> streamed = new HashSet<>();
        List<Integer> large = image.otherLanes();
        large.forEach(number -> streamed.add(image.result().files().get(number).path()));
        return new Workload(
                workers,
                new Semaphore(workers, true),
                adminDatabase,
                streamed,
                image.result().format() >= 2);
    }

    /** How many of the database's data archives wait for it. */
    long stored(ImageDatabase database) {
        return database.archives().stream()
                .filter(archive -> archive.role() == Archive.Role.DATA && !streamed.contains(archive.file()))
                .count();
    }
}
