-- Since when nothing was heard of an operation, neither an event nor a question of ours; by this database's clock, with which it is
-- compared.
ALTER TABLE operations ADD COLUMN quiet_since timestamptz NOT NULL DEFAULT now();
CREATE INDEX operations_quiet ON operations (quiet_since) WHERE finished_at IS NULL;

-- Somebody asked that its undo waits for nothing any more; the command is sent again like that of a cancel, whose place it takes.
ALTER TABLE operations ADD COLUMN abandon_requested_at timestamptz;
ALTER TABLE operations ADD CONSTRAINT operations_abandon_cancels
    CHECK (abandon_requested_at IS NULL OR cancel_requested_at IS NOT NULL);
