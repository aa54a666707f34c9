package io.toygres.operation;

import io.toygres.contract.ErrorCode;
import io.toygres.contract.Failure;
import io.toygres.contract.OperationId;
import io.toygres.database.Row;
import io.toygres.operation.LastEvents.Last;
import io.toygres.operation.LeasedRow.Position;
import io.toygres.operation.LeasedRow.Times;
import io.toygres.operation.LeasedRow.Verdict;
import java.util.Optional;

/**
 * Reads what a statement on table {@code operation} returns. It takes every row that the table can hold, whatever release wrote it:
 * rows are leased many at a time, and one that could not be read would hold the others up.
 */
final class LeasedRowMapper {

    private LeasedRowMapper() {}

    static LeasedRow leasedRow(Row row) {
        return new LeasedRow(
                lease(row),
                new OperationKind(row.text("type"), row.integer("version")),
                row.uuid("subject"),
                row.text("state"),
                new Position(
                        row.text("step"),
                        row.integer("attempt"),
                        row.integer("failures"),
                        row.optionalText("wait_reason"),
                        row.optionalText("last_error"),
                        row.optionalInstant("failing_since")),
                new Verdict(
                        failure(row),
                        row.optionalInstant("cancel_requested_at").isPresent(),
                        row.optionalInstant("abandon_requested_at").isPresent()),
                new Times(
                        row.instant("leased_at"),
                        row.instant("started_at"),
                        row.instant("phase_started_at"),
                        row.instant("step_started_at")),
                row.optionalText("traceparent"));
    }

    static Last last(Row row) {
        return new Last(
                row.number("sequence"),
                row.optionalText("last_event"),
                row.instant("last_event_at"),
                row.optionalText("traceparent"),
                row.text("step"),
                row.optionalInstant("finished_at").isPresent(),
                failure(row));
    }

    static Lease lease(Row row) {
        return new Lease(new OperationId(row.uuid("id")), row.number("fencing_token"));
    }

    static Optional<Failure> failure(Row row) {
        return row.optionalText("failure_code")
                .map(code -> new Failure(
                        ErrorCode.parse(code),
                        row.text("failure_detail"),
                        row.optionalText("failure_log").orElse(null)));
    }
}
