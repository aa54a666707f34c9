package io.toygres.api.operation;

import io.toygres.contract.ErrorCode;
import io.toygres.contract.Failure;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The columns {@code failure_code} and {@code failure_detail}, which several tables have. */
public final class FailureColumns {

    private FailureColumns() {}

    /** Null when nothing failed. */
    public static @Nullable Failure read(ResultSet row) throws SQLException {
        String code = row.getString("failure_code");
        return code == null ? null : new Failure(ErrorCode.parse(code), row.getString("failure_detail"));
    }
}
