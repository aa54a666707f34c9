-- Whether a message still waits is asked by its key before it is sent again.
CREATE INDEX outbox_record_key ON outbox (record_key);
