package io.toygres.api.operation;

import com.fasterxml.jackson.annotation.JsonValue;
import io.toygres.api.access.Caller;
import io.toygres.database.Row;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Who asked for something.
 *
 * @param token the token's name, while there is that token; null where there was none
 */
@Schema(name = "Requester", description = "Who asked for it")
public record Requester(
        @Schema(description = "The user, or the owner of the token; toygres for what the service does by itself")
        String name,

        @Schema(description = "How they proved who they are; service for what the service does by itself")
        Way via,

        @Schema(description = "The name of the token that they used; null for none") @Nullable
        String token) {

    private static final String SERVICE = "toygres";

    /** By which way a request came. */
    @Schema(name = "RequestedVia")
    public enum Way {
        SESSION,
        TOKEN,
        SIGNATURE,
        OIDC,
        SERVICE;

        /** The form used in JSON and SQL. */
        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        private static Way of(Caller.Via via) {
            return switch (via) {
                case SESSION -> SESSION;
                case TOKEN -> TOKEN;
                case SIGNATURE -> SIGNATURE;
                case OIDC -> OIDC;
            };
        }
    }

    /** @param caller empty for the service itself */
    public static Requester of(Optional<Caller> caller) {
        return caller.map(found -> new Requester(found.name(), Way.of(found.via()), null))
                .orElseGet(() -> new Requester(SERVICE, Way.SERVICE, null));
    }

    /**
     * From the columns {@code <verb>_by}, {@code <verb>_via} and {@code <verb>_token}; empty for what is of a release that did not note it.
     *
     * @param verb such as {@code requested}
     */
    public static Optional<Requester> read(Row row, String verb) {
        return row.optionalText(verb + "_by")
                .map(name -> new Requester(
                        name,
                        Way.valueOf(row.text(verb + "_via").toUpperCase(Locale.ROOT)),
                        row.optionalText(verb + "_token").orElse(null)));
    }
}
