package io.toygres.image.blob;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.BlockListType;
import com.azure.storage.blob.models.DeleteSnapshotsOptionType;
import com.azure.storage.blob.models.ListBlobsOptions;
import com.azure.storage.blob.options.BlobInputStreamOptions;
import io.smallrye.faulttolerance.api.Guard;
import io.toygres.background.Uninterrupted;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

/**
 * The verbs that the image operations need. Each may be repeated at will, blocks until answered and throws
 * {@link StorageUnavailableException} when the container does not do it.
 */
public final class ImageContainer {

    /** Bytes per request when a file is read back; what each reader holds in memory. */
    private static final int BLOCK_BYTES = 4 * 1024 * 1024;

    private final BlobContainerClient client;
    private final TimeLimit limit;
    private final BlobContainerClient patientClient;
    private final TimeLimit patientLimit;
    private final Optional<Guard> breaker;

    /**
     * @param limit of a request with all its tries
     * @param patientClient the same container, for reads that take so long that a short refusal must not end them
     * @param breaker of all calls together; none outside a service
     */
    ImageContainer(
            BlobContainerClient client,
            TimeLimit limit,
            BlobContainerClient patientClient,
            TimeLimit patientLimit,
            Optional<Guard> breaker) {
        this.client = client;
        this.limit = limit;
        this.patientClient = patientClient;
        this.patientLimit = patientLimit;
        this.breaker = breaker;
    }

    /** Every blob below the prefix, in order of path. */
    public List<StoredBlob> list(String prefix) {
        return call("list " + prefix, () -> client.listBlobs(new ListBlobsOptions().setPrefix(prefix), null).stream()
                .map(ImageContainer::stored)
                .toList());
    }

    /**
     * Shows every blob of the container with the time of its last change. What is bounded is each page: all may take their time.
     *
     * @throws StorageUnavailableException when one page fails; some blobs have been shown by then
     */
    public void forEach(BiConsumer<String, Instant> blob) {
        var pages = client.listBlobs().iterableByPage().iterator();
        while (call("list", pages::hasNext)) {
            for (BlobItem item : call("list", pages::next).getValue()) {
                blob.accept(
                        item.getName(), item.getProperties().getLastModified().toInstant());
            }
        }
    }

    /** At most that many of the blobs below the prefix. */
    public List<StoredBlob> list(String prefix, int limit) {
        ListBlobsOptions page = new ListBlobsOptions().setPrefix(prefix).setMaxResultsPerPage(limit);
        return call("list " + prefix, () -> client.listBlobs(page, null).stream()
                .limit(limit)
                .map(ImageContainer::stored)
                .toList());
    }

    /** A small blob's content; empty when there is none. */
    public Optional<byte[]> read(String path) {
        return call("read " + path, () -> {
            try {
                return Optional.of(client.getBlobClient(path).downloadContent().toBytes());
            } catch (BlobStorageException e) {
                return emptyIfAbsent(e);
            }
        });
    }

    /** Reads a blob to its end, holding a few megabytes of it at a time; empty when there is none. */
    public Optional<ContentDigest> digest(String path) {
        String what = "read " + path;
        Optional<InputStream> opened = call(what, patientLimit, () -> open(path));
        return opened.map(content -> {
            // A blob of any size takes its time: what is bounded is each block.
            ContentDigest.Running digest = ContentDigest.running();
            for (byte[] block = next(what, content); block.length > 0; block = next(what, content)) {
                digest.add(block);
            }
            return digest.end();
        });
    }

    /** The committed blocks of a blob in their order; none when there is no such blob, or when it was written in one piece. */
    public List<StoredBlock> blocks(String path) {
        return call("list blocks of " + path, () -> {
            try {
                return client
                        .getBlobClient(path)
                        .getBlockBlobClient()
                        .listBlocks(BlockListType.COMMITTED)
                        .getCommittedBlocks()
                        .stream()
                        .map(block -> new StoredBlock(block.getName(), block.getSizeLong()))
                        .toList();
            } catch (BlobStorageException e) {
                return ImageContainer.<List<StoredBlock>>emptyIfAbsent(e).orElse(List.of());
            }
        });
    }

    private Optional<InputStream> open(String path) {
        BlobInputStreamOptions options = new BlobInputStreamOptions().setBlockSize(BLOCK_BYTES);
        try {
            return Optional.of(patientClient.getBlobClient(path).openInputStream(options));
        } catch (BlobStorageException e) {
            return emptyIfAbsent(e);
        }
    }

    private byte[] next(String what, InputStream content) {
        return call(what, patientLimit, () -> content.readNBytes(BLOCK_BYTES));
    }

    /** Writes a blob if none is there ({@code If-None-Match: *}). @return false when one was there and was left as it is */
    public boolean createIfAbsent(String path, byte[] content) {
        return Uninterrupted.call(() -> call("create " + path, () -> {
            try {
                client.getBlobClient(path).upload(BinaryData.fromBytes(content), false);
                return true;
            } catch (BlobStorageException e) {
                if (BlobErrorCode.BLOB_ALREADY_EXISTS.equals(e.getErrorCode())) {
                    return false;
                }
                throw e;
            }
        }));
    }

    /** Removes a blob with its snapshots; one that is not there counts as removed. */
    public void delete(String path) {
        call("delete " + path, () -> client.getBlobClient(path)
                .deleteIfExistsWithResponse(DeleteSnapshotsOptionType.INCLUDE, null, null, null)
                .getValue());
    }

    private static StoredBlob stored(BlobItem item) {
        return new StoredBlob(item.getName(), item.getProperties().getContentLength());
    }

    private static <T> Optional<T> emptyIfAbsent(BlobStorageException e) {
        if (BlobErrorCode.BLOB_NOT_FOUND.equals(e.getErrorCode())) {
            return Optional.empty();
        }
        throw e;
    }

    private <T> T call(String what, Callable<T> request) {
        return call(what, limit, request);
    }

    /** Whether it says that the storage is away, rather than that it refuses this request. */
    static boolean isOutage(Throwable failure) {
        return !(failure instanceof BlobStorageException refusal)
                || refusal.getStatusCode() == 429
                || refusal.getStatusCode() >= 500;
    }

    @SuppressWarnings("unchecked") // the guard passes on what the request answers
    private <T> T call(String what, TimeLimit limit, Callable<T> request) {
        try {
            return breaker.isPresent()
                    ? (T) breaker.get().call(() -> (Object) limit.call(request), Object.class)
                    : limit.call(request);
        } catch (CircuitBreakerOpenException e) {
            throw e;
        } catch (BlobStorageException e) {
            throw new StorageUnavailableException(what + ": " + e.getStatusCode() + " " + e.getErrorCode(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StorageUnavailableException(what + ": interrupted", e);
        } catch (Exception e) {
            // From here down the SDK throws what its layers throw: token library, HTTP client, reactive streams.
            throw new StorageUnavailableException(what + ": " + firstLine(e), e);
        }
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("no message");
    }
}
