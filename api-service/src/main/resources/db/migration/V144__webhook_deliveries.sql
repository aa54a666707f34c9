-- How far a webhook's receiver has been told, and who tells it.
CREATE TABLE webhook_progress (
    webhook_id    uuid PRIMARY KEY REFERENCES webhooks ON DELETE CASCADE,
    -- It is done with all changes up to this one.
    xid           xid8 NOT NULL,
    id            bigint NOT NULL,
    -- Failed ones in a row, of the change that comes next.
    attempts      integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    failing_since timestamptz,
    last_error    text,
    -- Not before this time, at which a lease ends too.
    due_at        timestamptz NOT NULL,
    leased        boolean NOT NULL DEFAULT false,
    fencing_token bigint NOT NULL DEFAULT 0
);
CREATE INDEX webhook_progress_due ON webhook_progress (due_at);

-- One row for each attempt.
CREATE TABLE webhook_deliveries (
    id          uuid PRIMARY KEY,
    webhook_id  uuid NOT NULL REFERENCES webhooks ON DELETE CASCADE,
    event_id    text NOT NULL,
    type        text NOT NULL,
    attempt     integer NOT NULL,
    -- Of HTTP; null when there was no answer.
    status      integer,
    -- What went wrong; null when it was delivered.
    error       text,
    duration_ms bigint NOT NULL,
    created_at  timestamptz NOT NULL
);
CREATE INDEX webhook_deliveries_page ON webhook_deliveries (webhook_id, created_at DESC, id DESC);
CREATE INDEX webhook_deliveries_by_time ON webhook_deliveries USING brin (created_at);

-- Whether anything in a project has changed since.
CREATE INDEX changes_of_project ON changes (project, xid, id);

-- Nothing is in a deleted project, so that there is nothing to tell of. A webhook's progress is locked before the webhook, as everywhere.
CREATE FUNCTION delete_webhooks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM webhook_progress p JOIN webhooks w ON w.id = p.webhook_id
        WHERE w.project = NEW.name ORDER BY p.webhook_id FOR UPDATE OF p;
    DELETE FROM webhooks WHERE project = NEW.name;
    RETURN NULL;
END
$$;
CREATE TRIGGER projects_webhooks AFTER UPDATE OF deleted_at ON projects
    FOR EACH ROW WHEN (NEW.deleted_at IS NOT NULL) EXECUTE FUNCTION delete_webhooks();
