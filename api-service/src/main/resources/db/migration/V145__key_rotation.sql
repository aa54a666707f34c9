-- The key that the password in an image's manifest is encrypted with. A manifest is never written again, since its SHA-256 is the image's.
ALTER TABLE images ADD COLUMN manifest_key text;
UPDATE images SET manifest_key = split_part(source_password_encrypted, ':', 1) WHERE source_password_encrypted IS NOT NULL;

-- The image's own secret may be encrypted anew later; the manifest has what it was born with. The release before writes it so as well.
CREATE FUNCTION note_manifest_key() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.manifest_key = split_part(NEW.source_password_encrypted, ':', 1);
    RETURN NEW;
END
$$;
CREATE TRIGGER images_manifest_key BEFORE INSERT ON images FOR EACH ROW EXECUTE FUNCTION note_manifest_key();

-- To which key all that is stored was encrypted anew, one row for each.
CREATE TABLE key_rotations (
    key_id      text PRIMARY KEY,
    -- The keyring's other keys when it was started: to none of them is there a way back.
    superseded  text[] NOT NULL,
    started_at  timestamptz NOT NULL,
    started_by  text NOT NULL,
    rewritten   bigint NOT NULL DEFAULT 0 CHECK (rewritten >= 0),
    -- What could not be decrypted when it ended.
    unreadable  bigint NOT NULL DEFAULT 0 CHECK (unreadable >= 0),
    finished_at timestamptz
);
