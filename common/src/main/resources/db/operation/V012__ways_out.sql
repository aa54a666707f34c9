-- Ways out for an operation that can't get on, and what is needed to tell of one again.
ALTER TABLE operation
    -- since when its runs end without an outcome, one after another; null when the last one had one
    ADD COLUMN failing_since        timestamptz,
    -- somebody asked that its undo waits for nothing any more
    ADD COLUMN abandon_requested_at timestamptz,
    -- the event of number "sequence", told again when somebody missed it; null until the first one after this column came
    ADD COLUMN last_event           text,
    ADD COLUMN last_event_at        timestamptz,
    ADD CONSTRAINT last_event_is_whole CHECK ((last_event IS NULL) = (last_event_at IS NULL));

COMMENT ON COLUMN operation.last_error IS
    'what kind of error ended the last run, in plain words; its text is in the log only, since it may hold secrets';
