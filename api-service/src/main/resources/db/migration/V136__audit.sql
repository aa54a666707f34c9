-- Who did what to what, from where, and what came of it. Only ever added to; what is older than 90 days may be removed, and nothing else.
CREATE TABLE audit_log (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    time       timestamptz NOT NULL,
    -- The user; null when nobody was logged in.
    actor      text,
    via        text,
    credential uuid,
    address    text,
    -- An operationId of docs/openapi.yaml.
    action     text NOT NULL,
    -- The address, or the id of what was made.
    target     text,
    project    text,
    outcome    text NOT NULL CHECK (outcome IN ('done', 'refused')),
    -- Of the problem that it was refused with.
    code       text,
    trace_id   text
);
-- Small, and cheap to write: rows lie in the order of their times.
CREATE INDEX audit_log_time ON audit_log USING brin (time);

CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND OLD.time < now() - interval '90 days' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'the audit log is only added to' USING ERRCODE = 'insufficient_privilege', TABLE = TG_TABLE_NAME;
END
$$;
CREATE TRIGGER audit_log_rows BEFORE UPDATE OR DELETE ON audit_log FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
CREATE TRIGGER audit_log_whole BEFORE TRUNCATE ON audit_log FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
