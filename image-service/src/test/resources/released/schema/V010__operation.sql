-- One row per operation, from its command to its last event. Times are the database's, the one clock of all replicas.
CREATE TABLE operation (
    id                  uuid        PRIMARY KEY,
    type                text        NOT NULL,
    version             integer     NOT NULL CHECK (version > 0),
    subject             uuid        NOT NULL,
    traceparent         text,
    started_at          timestamptz NOT NULL DEFAULT now(),

    status              text        NOT NULL DEFAULT 'running'
                        CHECK (status IN ('running', 'undoing', 'done', 'failed')),
    state               jsonb       NOT NULL CHECK (jsonb_typeof(state) = 'object'),
    -- the step that runs next or, while undoing, the step that is taken back next
    step                text        NOT NULL,
    phase_started_at    timestamptz,
    step_started_at     timestamptz,
    -- runs of the step so far
    attempt             integer     NOT NULL DEFAULT 0 CHECK (attempt >= 0),
    -- runs in a row that ended without an outcome; one under way counts until it has one
    failures            integer     NOT NULL DEFAULT 0 CHECK (failures >= 0),
    wait_reason         text,
    -- class of the exception that ended the last run; its text is in the log only, since it may hold secrets
    last_error          text,
    failure_code        text,
    failure_detail      text,
    cancel_requested_at timestamptz,
    finished_at         timestamptz,
    -- events emitted so far
    sequence            bigint      NOT NULL DEFAULT 0 CHECK (sequence >= 0),

    -- when the next run may begin; for a leased row, when the lease ends unless it is extended
    due_at              timestamptz NOT NULL DEFAULT now(),
    leased              boolean     NOT NULL DEFAULT false,
    fencing_token       bigint      NOT NULL DEFAULT 0,
    -- woken while a step was running: that run may have looked too early
    woken               boolean     NOT NULL DEFAULT false,

    CONSTRAINT failure_is_whole      CHECK ((failure_code IS NULL) = (failure_detail IS NULL)),
    CONSTRAINT failure_has_a_reason  CHECK ((status IN ('undoing', 'failed')) = (failure_code IS NOT NULL)),
    CONSTRAINT finished_means_ended  CHECK ((status IN ('done', 'failed')) = (finished_at IS NOT NULL)),
    CONSTRAINT finished_is_not_leased CHECK (finished_at IS NULL OR NOT leased)
);

CREATE INDEX operation_due ON operation (due_at) WHERE finished_at IS NULL;
CREATE INDEX operation_subject ON operation (subject);
