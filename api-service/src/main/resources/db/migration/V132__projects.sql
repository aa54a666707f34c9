-- Tenants. A name is never given to another project, since what was in one keeps it.
CREATE TABLE projects (
    name           text PRIMARY KEY CHECK (name ~ '^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$'),
    id             uuid NOT NULL UNIQUE,
    description    text CHECK (length(description) <= 1000),
    -- How many living ones it may have; null for any number.
    instance_quota integer CHECK (instance_quota >= 0),
    image_quota    integer CHECK (image_quota >= 0),
    created_at     timestamptz NOT NULL,
    deleted_at     timestamptz
);
INSERT INTO projects (name, id, description, created_at)
VALUES ('default', gen_random_uuid(), 'Where things go when nobody names a project', now());

-- An image is in its instance's project and an operation in its subject's, which write it there: no reference of their own, since each
-- insert would lock the project's row for it.
ALTER TABLE instances ADD COLUMN project text NOT NULL DEFAULT 'default' REFERENCES projects;
ALTER TABLE images ADD COLUMN project text NOT NULL DEFAULT 'default';
ALTER TABLE operations ADD COLUMN project text NOT NULL DEFAULT 'default';

-- By the names that they had: the release before knows by them what is taken.
DROP INDEX instances_living_name;
DROP INDEX images_living_name;
CREATE UNIQUE INDEX instances_living_name ON instances (project, name) WHERE status <> 'deleted';
CREATE UNIQUE INDEX images_living_name ON images (project, name) WHERE status <> 'deleted';

CREATE INDEX instances_page_of_project ON instances (project, created_at DESC, id DESC) WHERE status <> 'deleted';
CREATE INDEX images_page_of_project ON images (project, created_at DESC, id DESC) WHERE status <> 'deleted';
CREATE INDEX operations_page_of_project ON operations (project, created_at DESC, id DESC);

-- Those who would go over a quota at the same time wait for each other at the project's row; without a quota nobody waits.
CREATE FUNCTION check_instance_quota() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    quota integer;
BEGIN
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

CREATE FUNCTION check_image_quota() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    quota integer;
BEGIN
    SELECT image_quota INTO quota FROM projects
    WHERE name = NEW.project AND image_quota IS NOT NULL FOR NO KEY UPDATE;
    IF quota IS NOT NULL
            AND (SELECT count(*) FROM images WHERE project = NEW.project AND status <> 'deleted') >= quota THEN
        RAISE EXCEPTION 'project % may have % images', NEW.project, quota
            USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER instances_quota BEFORE INSERT ON instances FOR EACH ROW EXECUTE FUNCTION check_instance_quota();
CREATE TRIGGER images_quota BEFORE INSERT ON images FOR EACH ROW EXECUTE FUNCTION check_image_quota();
