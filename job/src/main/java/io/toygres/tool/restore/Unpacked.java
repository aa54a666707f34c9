package io.toygres.tool.restore;

import io.toygres.contract.ErrorCode;
import io.toygres.contract.image.Archive;
import io.toygres.tool.process.Child;
import io.toygres.tool.report.JobContext;
import io.toygres.tool.report.JobFailure;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The bytes of an archive as the program wrote them that made it. zstd unpacks what is packed. */
final class Unpacked extends FilterInputStream {

    private final @Nullable Child zstd;
    private final CompletableFuture<Void> fed = new CompletableFuture<>();
    private final String file;

    private Unpacked(InputStream in, @Nullable Child zstd, String file) {
        super(in);
        this.zstd = zstd;
        this.file = file;
    }

    static Unpacked of(JobContext context, InputStream packed, Archive archive) {
        return switch (archive.compression()) {
            case NONE -> new Unpacked(packed, null, archive.file());
            case ZSTD -> {
                Child zstd =
                        context.children().start(context.programs().find("zstd", List.of("-q", "-d", "-c"), Map.of()));
                Unpacked unpacked = new Unpacked(zstd.stdout(), zstd, archive.file());
                Thread.ofPlatform().daemon().name("unpack").start(() -> unpacked.feed(packed, zstd));
                yield unpacked;
            }
        };
    }

    private void feed(InputStream packed, Child zstd) {
        try (var stdin = zstd.stdin()) {
            packed.transferTo(stdin);
            fed.complete(null);
        } catch (IOException | RuntimeException e) {
            fed.completeExceptionally(e);
        }
    }

    /** To call once all has been read. @throws JobFailure when it could not be unpacked */
    void finish() {
        Child child = zstd;
        if (child != null && child.failed()) {
            throw JobFailure.terminal(
                    ErrorCode.IMAGE_UNREADABLE,
                    file + " cannot be decompressed: "
                            + child.said().lines().findFirst().orElse("zstd gave no reason"));
        }
    }

    /** Nobody reads the packed bytes any more once it returns. */
    @Override
    public void close() throws IOException {
        Child child = zstd;
        if (child != null) {
            if (child.isAlive()) {
                child.kill();
            }
            var unused = fed.handle((_, _) -> true).join();
        }
        super.close();
    }
}
