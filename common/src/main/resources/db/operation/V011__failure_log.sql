-- The last lines of the Job that failed: the undo removes the Job and its log.
ALTER TABLE operation ADD COLUMN failure_log text;

ALTER TABLE operation ADD CONSTRAINT failure_log_of_a_failure CHECK (failure_log IS NULL OR failure_code IS NOT NULL);
