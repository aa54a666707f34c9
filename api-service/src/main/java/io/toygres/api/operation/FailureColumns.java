package io.toygres.api.operation;

import io.toygres.contract.ErrorCode;
import io.toygres.contract.Failure;
import io.toygres.database.Row;
import java.util.Optional;

/** The columns {@code failure_code} and {@code failure_detail}, which several tables have. */
public final class FailureColumns {

    private FailureColumns() {}

    /** Empty when nothing failed. */
    public static Optional<Failure> read(Row row) {
        return row.optionalText("failure_code")
                .map(code -> new Failure(ErrorCode.parse(code), row.text("failure_detail")));
    }
}
