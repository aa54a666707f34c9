-- An image that is deleted keeps its data for a while and can be undeleted. Until that is over its status stays 'available', since the
-- release before reads no other; then it is deleted like any other.
ALTER TABLE images
    ADD COLUMN deleted_at timestamptz,
    ADD COLUMN deleted_by text,
    ADD COLUMN purge_at timestamptz,
    ADD CONSTRAINT images_deletion_is_whole CHECK (num_nulls(deleted_at, deleted_by, purge_at) IN (0, 3)),
    ADD CONSTRAINT images_deleted_was_available CHECK (deleted_at IS NULL OR status IN ('available', 'deleting', 'deleted'));

-- Those to purge next, and the pages of those that can be undeleted.
CREATE INDEX images_purge ON images (purge_at) WHERE deleted_at IS NOT NULL AND status = 'available';
CREATE INDEX images_page_of_deleted ON images (created_at DESC, id DESC) WHERE deleted_at IS NOT NULL AND status = 'available';

-- Its name is free at once.
DROP INDEX images_living_name;
CREATE UNIQUE INDEX images_living_name ON images (project, name)
    WHERE status <> 'deleted' AND NOT replaced AND deleted_at IS NULL;

-- It can't be restored, and what is being restored can't be deleted.
CREATE OR REPLACE FUNCTION pin_image() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM images WHERE id = NEW.image_id AND status = 'available' AND deleted_at IS NULL FOR SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'image % can not be restored', NEW.image_id
            USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER images_pinned_when_deleted BEFORE UPDATE OF deleted_at ON images
    FOR EACH ROW WHEN (OLD.deleted_at IS NULL AND NEW.deleted_at IS NOT NULL) EXECUTE FUNCTION check_pin();

-- Nor can it be changed, and who removes its data says so for the transaction: the release before, to which it is like any other, does not.
CREATE FUNCTION keep_deleted_image() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.status <> OLD.status AND current_setting('toygres.purges', true) IS DISTINCT FROM 'on')
        OR (NEW.description, NEW.labels, NEW.protected) IS DISTINCT FROM (OLD.description, OLD.labels, OLD.protected) THEN
        RAISE EXCEPTION 'image % is deleted', OLD.id
            USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER images_kept BEFORE UPDATE OF status, description, labels, protected ON images
    FOR EACH ROW WHEN (OLD.deleted_at IS NOT NULL AND OLD.status = 'available') EXECUTE FUNCTION keep_deleted_image();

-- To those who follow the events it is deleted.
CREATE OR REPLACE FUNCTION note_image_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO changes (project, kind, subject) VALUES (NEW.project, 'image', json_build_object(
        'id', NEW.id, 'project', NEW.project, 'name', NEW.name,
        'status', CASE WHEN NEW.status = 'available' AND NEW.deleted_at IS NOT NULL THEN 'deleted' ELSE NEW.status END,
        'instance_id', NEW.instance_id, 'size_bytes', NEW.size_bytes, 'failure_code', NEW.failure_code, 'purge_at', NEW.purge_at,
        'changed_at', now()));
    RETURN NULL;
END
$$;
DROP TRIGGER images_change ON images;
CREATE TRIGGER images_change
    AFTER INSERT OR UPDATE OF status, description, labels, protected, failure_code, missing_objects, deleted_at ON images
    FOR EACH ROW EXECUTE FUNCTION note_image_change();
