package io.toygres.tool.pipes;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The shared volume: the downloader's pipes, and a file of either side that it holds locked for as long as it lives. The kernel lets a lock
 * go with its process, however that ends, so each side knows of the other's end within a tenth of a second.
 *
 * <p>The downloader makes its pipes in a folder of its own that the loader may not write to, and no side follows a link: what the SQL of an
 * image makes on the shared volume leads the downloader nowhere.
 *
 * @param volume where both containers mount it
 */
public record PipeFolder(Path volume) {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);
    private static final Duration LOOK_AGAIN_FOR_THE_END = Duration.ofMillis(100);
    private static final String ALIVE = "alive";

    /** As every restore's pod has it. */
    public static PipeFolder ofPod() {
        return new PipeFolder(Path.of("/toygres/pipes"));
    }

    private Path downloader() {
        return volume.resolve("download");
    }

    private Path loader() {
        return volume.resolve("load");
    }

    private Path loaderIsDone() {
        return volume.resolve("load-done");
    }

    private Path lane(int number) {
        return downloader().resolve("lane-" + number);
    }

    /** Makes the downloader's folder; what is to be in it is made before {@link #publish} shows it to the loader. */
    public Path prepare() throws IOException {
        return folder("download.new");
    }

    private Path folder(String name) throws IOException {
        Path made = Files.createDirectory(volume.resolve(name));
        return Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxr-x---"));
    }

    /** Where the pipes are to be made, in the folder that is being prepared. */
    public static List<Path> lanes(Path prepared) {
        return IntStream.range(0, Lane.COUNT)
                .mapToObj(number -> prepared.resolve("lane-" + number))
                .toList();
    }

    /** Shows the downloader to be alive, until what is returned is closed. */
    public FileChannel publish(Path prepared) throws IOException {
        FileChannel alive = alive(prepared);
        Files.move(prepared, downloader(), StandardCopyOption.ATOMIC_MOVE);
        return alive;
    }

    /** Shows the loader to be alive, until what is returned is closed. */
    public FileChannel showLoader() throws IOException {
        Path prepared = folder("load.new");
        FileChannel alive = alive(prepared);
        Files.move(prepared, loader(), StandardCopyOption.ATOMIC_MOVE);
        return alive;
    }

    private static FileChannel alive(Path prepared) throws IOException {
        FileChannel file =
                FileChannel.open(prepared.resolve(ALIVE), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        Files.setPosixFilePermissions(prepared.resolve(ALIVE), PosixFilePermissions.fromString("rw-r-----"));
        var unused = file.lock();
        return file;
    }

    /** Says that the loader needs nothing any more. */
    public void loaderDone() throws IOException {
        Files.write(loaderIsDone(), new byte[0]);
    }

    public boolean isLoaderDone() {
        return Files.exists(loaderIsDone(), LinkOption.NOFOLLOW_LINKS);
    }

    /** Waits until the downloader is there. */
    public void awaitDownloader() throws InterruptedException {
        await(downloader());
    }

    /** Waits until the loader is there. */
    public void awaitLoader() throws InterruptedException {
        await(loader());
    }

    /** The other container's image may have to be pulled first; that takes as long as it takes. */
    private static void await(Path folder) throws InterruptedException {
        while (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            Thread.sleep(LOOK_AGAIN);
        }
    }

    /** Waits until the downloader, which is there, has ended. */
    public void awaitEndOfDownloader() throws IOException, InterruptedException {
        awaitEnd(downloader());
    }

    /** Waits until the loader, which is there, has ended. */
    public void awaitEndOfLoader() throws IOException, InterruptedException {
        awaitEnd(loader());
    }

    /** By asking again and again: the kernel refuses to let two processes wait for each other's locks. */
    private static void awaitEnd(Path folder) throws IOException, InterruptedException {
        try (FileChannel alive =
                FileChannel.open(folder.resolve(ALIVE), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            while (isHeld(alive)) {
                Thread.sleep(LOOK_AGAIN_FOR_THE_END);
            }
        }
    }

    private static boolean isHeld(FileChannel alive) throws IOException {
        try {
            return alive.tryLock(0, Long.MAX_VALUE, true) == null;
        } catch (OverlappingFileLockException _) {
            return true; // by this very process, which is both sides when it warms up
        }
    }

    /** Waits until the other side opens it too. */
    public FileChannel writeLane(int number) throws IOException {
        return FileChannel.open(lane(number), StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    }

    /** Waits until the other side opens it too. */
    public FileChannel readLane(int number) throws IOException {
        return FileChannel.open(lane(number), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    }
}
