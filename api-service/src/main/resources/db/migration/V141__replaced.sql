-- A creation that failed keeps its name, unless another creation asks for it: then it is deleted, and the name is free at once.
ALTER TABLE instances
    ADD COLUMN replaces uuid REFERENCES instances,
    ADD COLUMN replaced boolean NOT NULL DEFAULT false,
    ADD CONSTRAINT instances_replaced_is_going CHECK (NOT replaced OR status IN ('deleting', 'deleted'));
ALTER TABLE images
    ADD COLUMN replaces uuid REFERENCES images,
    ADD COLUMN replaced boolean NOT NULL DEFAULT false,
    ADD CONSTRAINT images_replaced_is_going CHECK (NOT replaced OR status IN ('deleting', 'deleted'));

-- By the names that they had: the release before knows by them what is taken.
DROP INDEX instances_living_name;
DROP INDEX instances_living_dns_label;
DROP INDEX images_living_name;
CREATE UNIQUE INDEX instances_living_name ON instances (project, name) WHERE status <> 'deleted' AND NOT replaced;
CREATE UNIQUE INDEX instances_living_dns_label ON instances (dns_label) WHERE status <> 'deleted' AND NOT replaced;
CREATE UNIQUE INDEX images_living_name ON images (project, name) WHERE status <> 'deleted' AND NOT replaced;

-- What is replaced does not count any more: who has as many as they may can still try again.
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
            AND (SELECT count(*) FROM instances
                 WHERE project = NEW.project AND status <> 'deleted' AND NOT replaced) >= quota THEN
        RAISE EXCEPTION 'project % may have % instances', NEW.project, quota
            USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END
$$;

CREATE OR REPLACE FUNCTION check_image_quota() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    quota integer;
BEGIN
    SELECT image_quota INTO quota FROM projects
    WHERE name = NEW.project AND image_quota IS NOT NULL FOR NO KEY UPDATE;
    IF quota IS NOT NULL
            AND (SELECT count(*) FROM images
                 WHERE project = NEW.project AND status <> 'deleted' AND NOT replaced) >= quota THEN
        RAISE EXCEPTION 'project % may have % images', NEW.project, quota
            USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END
$$;
