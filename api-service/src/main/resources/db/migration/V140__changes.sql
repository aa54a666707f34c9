-- Every change that a user may see, written by triggers, so that no code can forget it. In the order of (xid, id): what a transaction has
-- written becomes visible at its commit, which comes in another order than its ids, so that readers go no further than the oldest
-- transaction that still runs (pg_snapshot_xmin), and then miss nothing.
CREATE TABLE changes (
    xid        xid8 NOT NULL DEFAULT pg_current_xact_id(),
    id         bigint GENERATED ALWAYS AS IDENTITY,
    project    text NOT NULL,
    kind       text NOT NULL CHECK (kind IN ('instance', 'image', 'operation')),
    -- What it is about, as it is now.
    subject    json NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (xid, id)
);
CREATE INDEX changes_changed_at ON changes USING brin (changed_at);

-- Up to where they have been removed: one row.
CREATE TABLE changes_removed (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    xid      xid8 NOT NULL,
    id       bigint NOT NULL
);
INSERT INTO changes_removed (xid, id) VALUES ('0', 0);

CREATE FUNCTION note_instance_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO changes (project, kind, subject) VALUES (NEW.project, 'instance', json_build_object(
        'id', NEW.id, 'project', NEW.project, 'name', NEW.name, 'status', NEW.status, 'host', NEW.host, 'port', NEW.port,
        'failure_code', NEW.failure_code, 'changed_at', now()));
    RETURN NULL;
END
$$;

CREATE FUNCTION note_image_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO changes (project, kind, subject) VALUES (NEW.project, 'image', json_build_object(
        'id', NEW.id, 'project', NEW.project, 'name', NEW.name, 'status', NEW.status, 'instance_id', NEW.instance_id,
        'size_bytes', NEW.size_bytes, 'failure_code', NEW.failure_code, 'changed_at', now()));
    RETURN NULL;
END
$$;

CREATE FUNCTION note_operation_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO changes (project, kind, subject) VALUES (NEW.project, 'operation', json_build_object(
        'id', NEW.id, 'project', NEW.project, 'type', NEW.type, 'status', NEW.status, 'instance_id', NEW.instance_id,
        'image_id', NEW.image_id, 'message', NEW.message, 'done_bytes', NEW.done_bytes, 'total_bytes', NEW.total_bytes,
        'failure_code', NEW.failure_code, 'changed_at', now()));
    RETURN NULL;
END
$$;

CREATE TRIGGER instances_change
    AFTER INSERT OR UPDATE OF status, description, labels, protected, host, port, failure_code, missing_objects ON instances
    FOR EACH ROW EXECUTE FUNCTION note_instance_change();
CREATE TRIGGER images_change
    AFTER INSERT OR UPDATE OF status, description, labels, protected, failure_code, missing_objects ON images
    FOR EACH ROW EXECUTE FUNCTION note_image_change();
CREATE TRIGGER operations_change
    AFTER INSERT OR UPDATE OF status, message, done_bytes, cancel_requested_at ON operations
    FOR EACH ROW EXECUTE FUNCTION note_operation_change();
