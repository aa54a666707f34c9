-- Pages of operations by each further filter that leaves few of them, newest first; read backwards, oldest first.
CREATE INDEX operations_page_of_requester ON operations (requested_by, created_at DESC, id DESC);
CREATE INDEX operations_page_of_subject ON operations (subject, created_at DESC, id DESC);
CREATE INDEX operations_page_of_type ON operations (type, created_at DESC, id DESC);
-- A prefix is a range of names: those found are sorted.
CREATE INDEX operations_by_name ON operations (resource_name COLLATE "C");
