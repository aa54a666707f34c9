package io.toygres.localcluster.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The columns of volumes and of the claims on them. */
final class VolumeColumns {
    static final List<Column> CLAIM = List.of(
            Column.at("Status", "/status/phase"),
            Column.at("Volume", "/spec/volumeName"),
            Column.at("Capacity", "/status/capacity/storage"),
            Column.of("Access Modes", claim -> modes(claim.at("/status/accessModes"))),
            Column.at("StorageClass", "/spec/storageClassName"));

    static final List<Column> VOLUME = List.of(
            Column.at("Capacity", "/spec/capacity/storage"),
            Column.of("Access Modes", volume -> modes(volume.at("/spec/accessModes"))),
            Column.at("Reclaim Policy", "/spec/persistentVolumeReclaimPolicy"),
            Column.at("Status", "/status/phase"),
            Column.of("Claim", VolumeColumns::claim));

    private VolumeColumns() {}

    /** {@code ReadWriteOnce} as {@code RWO}. */
    private static String modes(JsonNode modes) {
        return Column.join(modes, mode -> Arrays.stream(mode.asText().split("(?=[A-Z])"))
                .map(word -> word.substring(0, 1))
                .collect(Collectors.joining()));
    }

    private static String claim(JsonNode volume) {
        JsonNode claim = volume.at("/spec/claimRef");
        return claim.path("namespace").asText() + "/" + claim.path("name").asText();
    }
}
