-- Who asked for an operation, by the name of the user, and by which token if it was one. All three are null for one of an earlier release.
ALTER TABLE operations
    ADD COLUMN requested_by text,
    ADD COLUMN requested_via text CHECK (requested_via IN ('session', 'token', 'signature', 'oidc', 'service')),
    ADD COLUMN requested_token text,
    ADD CONSTRAINT operations_requester_is_whole CHECK ((requested_by IS NULL) = (requested_via IS NULL));

-- The instance or image whose fate it decides, and its name, which never changes.
ALTER TABLE operations ADD COLUMN subject uuid, ADD COLUMN resource_name text;

-- The release before writes them so as well; V152 fills in those of before.
CREATE FUNCTION note_operation_subject() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.type IN ('create_image', 'delete_image') THEN
        NEW.subject = NEW.image_id;
        SELECT name INTO NEW.resource_name FROM images WHERE id = NEW.image_id;
    ELSE
        NEW.subject = NEW.instance_id;
        SELECT name INTO NEW.resource_name FROM instances WHERE id = NEW.instance_id;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER operations_subject_name BEFORE INSERT ON operations FOR EACH ROW EXECUTE FUNCTION note_operation_subject();
