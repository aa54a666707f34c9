-- A cancel that its worker has not heeded is sent again, as the command that starts an operation is.
ALTER TABLE operations ADD COLUMN cancel_sent_at timestamptz;

UPDATE operations SET cancel_sent_at = cancel_requested_at WHERE finished_at IS NULL;

ALTER TABLE operations ADD CONSTRAINT operations_cancel_until_the_end
    CHECK (cancel_sent_at IS NULL OR (cancel_requested_at IS NOT NULL AND finished_at IS NULL));

CREATE INDEX operations_unheeded_cancel ON operations (cancel_sent_at) WHERE cancel_sent_at IS NOT NULL;
