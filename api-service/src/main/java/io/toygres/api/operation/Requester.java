package io.toygres.api.operation;

import com.fasterxml.jackson.annotation.JsonValue;
import io.toygres.api.access.Caller;
import io.toygres.database.Row;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Who asked for an operation.
 *
 * @param token the token's name, while there is that token; null where there was none
 */
@Schema(name = "Requester", description = "Who asked for an operation")
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
    static Requester of(Optional<Caller> caller) {
        return caller.map(found -> new Requester(found.name(), Way.of(found.via()), null))
                .orElseGet(() -> new Requester(SERVICE, Way.SERVICE, null));
    }

    /** Empty for an operation of a release that did not note it. */
    static Optional<Requester> read(Row row) {
        return row.optionalText("requested_by")
                .map(name -> new Requester(
                        name,
                        Way.valueOf(row.text("requested_via").toUpperCase(Locale.ROOT)),
                        row.optionalText("requested_token").orElse(null)));
    }
}
