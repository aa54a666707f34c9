-- Operations that may run a Job now; the others wait for their turn. A row of an operation that has ended counts for nothing.
CREATE TABLE job_slot (
    operation_id uuid        PRIMARY KEY,
    granted_at   timestamptz NOT NULL DEFAULT now()
);
