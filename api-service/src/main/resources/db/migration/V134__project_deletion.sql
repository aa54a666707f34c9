-- Nothing comes into a project that is deleted. The project's row is held as the reference to it holds it anyway, so that of an insertion
-- and a deletion at the same time one sees the other.
CREATE OR REPLACE FUNCTION check_instance_quota() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    quota integer;
BEGIN
    PERFORM FROM projects WHERE name = NEW.project AND deleted_at IS NULL FOR KEY SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'there is no project %', NEW.project
            USING ERRCODE = 'foreign_key_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = 'instances_project_fkey';
    END IF;
    SELECT instance_quota INTO quota FROM projects
    WHERE name = NEW.project AND instance_quota IS NOT NULL FOR NO KEY UPDATE;
    IF quota IS NOT NULL
            AND (SELECT count(*) FROM instances WHERE project = NEW.project AND status <> 'deleted') >= quota THEN
        RAISE EXCEPTION 'project % may have % instances', NEW.project, quota
            USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END
$$;
