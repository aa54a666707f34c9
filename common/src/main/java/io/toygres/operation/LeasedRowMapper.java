package io.toygres.operation;

import io.toygres.contract.ErrorCode;
import io.toygres.contract.Failure;
import io.toygres.contract.OperationId;
import io.toygres.operation.LastEvents.Last;
import io.toygres.operation.LeasedRow.Position;
import io.toygres.operation.LeasedRow.Times;
import io.toygres.operation.LeasedRow.Verdict;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/**
 * Reads what a statement on table {@code operation} returns. It takes every row that the table can hold, whatever release wrote it:
 * rows are leased many at a time, and one that could not be read would hold the others up.
 */
final class LeasedRowMapper {

    private LeasedRowMapper() {}

    static LeasedRow leasedRow(ResultSet row) throws SQLException {
        return new LeasedRow(
                lease(row),
                new OperationKind(row.getString("type"), row.getInt("version")),
                row.getObject("subject", UUID.class),
                row.getString("state"),
                new Position(
                        row.getString("step"),
                        row.getInt("attempt"),
                        row.getInt("failures"),
                        Optional.ofNullable(row.getString("wait_reason")),
                        Optional.ofNullable(row.getString("last_error")),
                        optionalInstant(row, "failing_since")),
                new Verdict(
                        failure(row),
                        row.getObject("cancel_requested_at") != null,
                        row.getObject("abandon_requested_at") != null),
                new Times(
                        instant(row, "leased_at"),
                        instant(row, "started_at"),
                        instant(row, "phase_started_at"),
                        instant(row, "step_started_at")),
                Optional.ofNullable(row.getString("traceparent")));
    }

    static Last last(ResultSet row) throws SQLException {
        return new Last(
                row.getLong("sequence"),
                Optional.ofNullable(row.getString("last_event")),
                instant(row, "last_event_at"),
                Optional.ofNullable(row.getString("traceparent")),
                row.getString("step"),
                row.getObject("finished_at") != null,
                failure(row));
    }

    static Lease lease(ResultSet row) throws SQLException {
        return new Lease(new OperationId(row.getObject("id", UUID.class)), row.getLong("fencing_token"));
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static Optional<Instant> optionalInstant(ResultSet row, String column) throws SQLException {
        return row.getObject(column) == null ? Optional.empty() : Optional.of(instant(row, column));
    }

    static Optional<Failure> failure(ResultSet row) throws SQLException {
        String code = row.getString("failure_code");
        return code == null
                ? Optional.empty()
                : Optional.of(new Failure(
                        ErrorCode.parse(code), row.getString("failure_detail"), row.getString("failure_log")));
    }
}
