-- The last lines of the Job that failed, without secrets: the Job and its log are gone by the time that somebody reads of it.
ALTER TABLE operations ADD COLUMN failure_log text;

ALTER TABLE operations ADD CONSTRAINT operations_log_of_a_failure CHECK (failure_log IS NULL OR failure_code IS NOT NULL);
