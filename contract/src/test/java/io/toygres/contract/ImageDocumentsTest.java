package io.toygres.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.toygres.contract.image.Archive.Compression;
import io.toygres.contract.image.Archive.Role;
import io.toygres.contract.image.BackupResult;
import io.toygres.contract.image.ImageDocuments;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class ImageDocumentsTest {

    private static final String FORMAT_1 = """
            {"format":1,"kind":"logical","image_id":"1b1b1b1b-0000-4000-8000-00000000000b","attempt":"one","postgres_version":"15",
             "server_version":"15.18","client_version":"pg_dump (PostgreSQL) 15.18","started_at":"2026-01-01T00:00:00Z",
             "finished_at":"2026-01-01T00:01:00Z",
             "files":[{"path":"globals.sql.zst","length":5,"sha256":"aa"},{"path":"0001.schema.dump","length":7,"sha256":"bb"},
                      {"path":"0001.data.dump.zst","length":9,"sha256":"cc"}],
             "databases":[{"name":"shop","owner":"postgres","encoding":"UTF8","collate":"C","ctype":"C","size_bytes":10,
                           "schema_file":"0001.schema.dump","data_file":"0001.data.dump.zst","schemas":["public"],
                           "extensions":[{"name":"plpgsql","version":"1.0","schema":"pg_catalog"}],"object_counts":{"tables":1},
                           "tables":[{"schema":"public","name":"item","rows":null,"reason":"large"}]}]}
            """;

    @Test
    void anImageOfFormat1ReadsAsOneOfFormat2() throws IOException {
        BackupResult result = ImageDocuments.result(FORMAT_1.getBytes(UTF_8));

        assertThat(result.globals()).matches(archive -> archive.role() == Role.GLOBALS && archive.length() == 5);
        assertThat(result.databases().getFirst().archives())
                .extracting("role", "file", "offset", "length", "sha256", "compression")
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                Role.SCHEMA, "0001.schema.dump", 0L, 7L, "bb", Compression.NONE),
                        org.assertj.core.groups.Tuple.tuple(
                                Role.DATA, "0001.data.dump.zst", 0L, 9L, "cc", Compression.ZSTD));
        assertThat(result.databases().getFirst().tables().getFirst().wholeTree())
                .isFalse();
        assertThat(result.preloadLibraries()).isEmpty();
    }

    @Test
    void whatIsWrittenReadsTheSame() throws IOException {
        BackupResult first = ImageDocuments.result(FORMAT_1.getBytes(UTF_8));
        BackupResult second = new BackupResult(
                BackupResult.FORMAT,
                first.kind(),
                first.imageId(),
                first.attempt(),
                first.postgresVersion(),
                first.serverVersion(),
                first.clientVersion(),
                first.startedAt(),
                first.finishedAt(),
                first.files(),
                first.databases(),
                first.globals(),
                first.preloadLibraries(),
                first.warnings(),
                first.skipped(),
                null);

        byte[] json = ContractJson.mapper().writeValueAsBytes(second);

        assertThat(ImageDocuments.result(json)).isEqualTo(second);
        assertThat(new String(json, UTF_8)).contains("\"role\":\"data\"", "\"compression\":\"zstd\"");
    }

    @Test
    void aFormatOfLaterTimesIsRefused() {
        assertThatThrownBy(() -> ImageDocuments.result("{\"format\":3}".getBytes(UTF_8)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("format 3");
    }
}
