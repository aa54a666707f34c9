-- The CMS: what users see. The worker services never read it; what passes between them goes over Kafka.
-- Rows are never removed: a deleted instance or image keeps its row, so that its operations stay readable.

CREATE TABLE instances (
    id                 uuid PRIMARY KEY,
    name               text NOT NULL CHECK (name ~ '^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$'),
    status             text NOT NULL CHECK (status IN ('creating', 'running', 'failed', 'deleting', 'deleted')),
    image_type         text NOT NULL CHECK (image_type IN ('stock', 'pg_durable')),
    postgres_version   text NOT NULL CHECK (postgres_version ~ '^[1-9][0-9]$'),
    storage_size_gb    integer NOT NULL CHECK (storage_size_gb BETWEEN 1 AND 16384),
    internal           boolean NOT NULL,
    dns_label          text CHECK (dns_label ~ '^[a-z][a-z0-9-]{1,61}[a-z0-9]$'),
    source_image_id    uuid,
    password_encrypted text,
    host               text,
    port               integer CHECK (port BETWEEN 1 AND 65535),
    failure_code       text,
    failure_detail     text,
    created_at         timestamptz NOT NULL,
    updated_at         timestamptz NOT NULL,
    CONSTRAINT instances_public_has_label CHECK (internal = (dns_label IS NULL)),
    CONSTRAINT instances_running_has_address CHECK (status <> 'running' OR (host IS NOT NULL AND port IS NOT NULL)),
    CONSTRAINT instances_failure_is_whole CHECK ((failure_code IS NULL) = (failure_detail IS NULL)),
    CONSTRAINT instances_failed_has_failure CHECK (status <> 'failed' OR failure_code IS NOT NULL),
    -- A password is kept while a backup may need it, and forgotten with the instance.
    CONSTRAINT instances_password_while_needed
        CHECK ((password_encrypted IS NOT NULL) = (status IN ('creating', 'running')))
);

CREATE TABLE images (
    id                        uuid PRIMARY KEY,
    name                      text NOT NULL CHECK (name ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$'),
    description               text CHECK (length(description) <= 1000),
    kind                      text NOT NULL CHECK (kind = 'logical'),
    status                    text NOT NULL
        CHECK (status IN ('creating', 'available', 'failed', 'deleting', 'deleted')),
    instance_id               uuid NOT NULL REFERENCES instances,
    image_type                text NOT NULL CHECK (image_type IN ('stock', 'pg_durable')),
    postgres_version          text NOT NULL CHECK (postgres_version ~ '^[1-9][0-9]$'),
    storage_size_gb           integer NOT NULL CHECK (storage_size_gb BETWEEN 1 AND 16384),
    databases                 text[] NOT NULL,
    source_password_encrypted text,
    size_bytes                bigint CHECK (size_bytes >= 0),
    checksum                  text CHECK (checksum ~ '^[0-9a-f]{64}$'),
    server_version            text,
    contents                  jsonb,
    duration_ms               bigint CHECK (duration_ms >= 0),
    failure_code              text,
    failure_detail            text,
    created_at                timestamptz NOT NULL,
    available_at              timestamptz,
    CONSTRAINT images_available_is_described CHECK (
        status <> 'available'
        OR num_nulls(size_bytes, checksum, server_version, contents, duration_ms, available_at) = 0),
    CONSTRAINT images_failure_is_whole CHECK ((failure_code IS NULL) = (failure_detail IS NULL)),
    CONSTRAINT images_failed_has_failure CHECK (status <> 'failed' OR failure_code IS NOT NULL),
    -- A password is kept while a restore may need it, and forgotten with the image.
    CONSTRAINT images_password_while_needed
        CHECK ((source_password_encrypted IS NOT NULL) = (status IN ('creating', 'available')))
);

ALTER TABLE instances ADD FOREIGN KEY (source_image_id) REFERENCES images;

CREATE TABLE operations (
    id                  uuid PRIMARY KEY,
    type                text NOT NULL CHECK (
        type IN ('create_instance', 'restore_instance', 'delete_instance', 'create_image', 'delete_image')),
    status              text NOT NULL CHECK (status IN ('pending', 'running', 'succeeded', 'failed', 'cancelled')),
    instance_id         uuid REFERENCES instances,
    image_id            uuid REFERENCES images,
    last_sequence       bigint NOT NULL DEFAULT 0,
    step                text,
    message             text,
    done_bytes          bigint,
    total_bytes         bigint,
    failure_code        text,
    failure_detail      text,
    -- The command, until the first event shows that a worker has it; sent again when that takes too long.
    command             jsonb,
    command_sent_at     timestamptz,
    cancel_requested_at timestamptz,
    created_at          timestamptz NOT NULL,
    started_at          timestamptz,
    finished_at         timestamptz,
    CONSTRAINT operations_subject CHECK (CASE type
        WHEN 'create_instance' THEN instance_id IS NOT NULL AND image_id IS NULL
        WHEN 'delete_instance' THEN instance_id IS NOT NULL AND image_id IS NULL
        WHEN 'delete_image' THEN image_id IS NOT NULL AND instance_id IS NULL
        ELSE instance_id IS NOT NULL AND image_id IS NOT NULL END),
    CONSTRAINT operations_finished CHECK ((finished_at IS NOT NULL) = (status IN ('succeeded', 'failed', 'cancelled'))),
    CONSTRAINT operations_started CHECK (status <> 'running' OR started_at IS NOT NULL),
    CONSTRAINT operations_failed_has_failure
        CHECK ((failure_code IS NOT NULL) = (status IN ('failed', 'cancelled'))),
    CONSTRAINT operations_command_until_acknowledged CHECK ((command IS NOT NULL) = (status = 'pending')),
    CONSTRAINT operations_command_is_whole
        CHECK ((command IS NULL) = (command_sent_at IS NULL))
) WITH (fillfactor = 80); -- progress updates stay on their page

CREATE TABLE operation_events (
    operation_id uuid NOT NULL REFERENCES operations,
    sequence     bigint NOT NULL,
    time         timestamptz NOT NULL,
    step         text NOT NULL,
    message      text NOT NULL,
    done_bytes   bigint,
    total_bytes  bigint,
    PRIMARY KEY (operation_id, sequence)
);

CREATE TABLE idempotency_keys (
    username         text NOT NULL,
    key              text NOT NULL,
    -- SHA-256 of the request, encrypted: a request may hold a password, and a bare hash could be guessed from.
    digest_encrypted text NOT NULL,
    digest_owner     uuid NOT NULL,
    location         text,
    body             text,
    created_at       timestamptz NOT NULL,
    PRIMARY KEY (username, key)
);
CREATE INDEX idempotency_keys_expiry ON idempotency_keys (created_at);

-- Unique among the living. A failed one is alive: it keeps its name until it is deleted.
CREATE UNIQUE INDEX instances_living_name ON instances (name) WHERE status <> 'deleted';
CREATE UNIQUE INDEX instances_living_dns_label ON instances (dns_label) WHERE status <> 'deleted';
CREATE UNIQUE INDEX images_living_name ON images (name) WHERE status <> 'deleted';

-- At most one operation at a time decides an instance's or an image's fate.
CREATE UNIQUE INDEX operations_deciding_instance ON operations (instance_id)
    WHERE finished_at IS NULL AND type <> 'create_image';
CREATE UNIQUE INDEX operations_deciding_image ON operations (image_id)
    WHERE finished_at IS NULL AND type <> 'restore_instance';

-- What holds an instance (a backup reads it) and an image (a restore needs it).
CREATE INDEX operations_backup_in_flight ON operations (instance_id)
    WHERE finished_at IS NULL AND type = 'create_image';
CREATE INDEX operations_restore_in_flight ON operations (image_id)
    WHERE finished_at IS NULL AND type = 'restore_instance';

CREATE INDEX operations_unacknowledged ON operations (command_sent_at) WHERE command IS NOT NULL;

-- Pages, newest first, whole and by the filters that leave few rows.
CREATE INDEX instances_page ON instances (created_at DESC, id DESC) WHERE status <> 'deleted';
CREATE INDEX instances_page_of_status ON instances (status, created_at DESC, id DESC) WHERE status <> 'deleted';
CREATE INDEX images_page ON images (created_at DESC, id DESC) WHERE status <> 'deleted';
CREATE INDEX images_page_of_status ON images (status, created_at DESC, id DESC) WHERE status <> 'deleted';
CREATE INDEX images_page_of_instance ON images (instance_id, created_at DESC, id DESC) WHERE status <> 'deleted';
CREATE INDEX operations_page ON operations (created_at DESC, id DESC);
CREATE INDEX operations_page_of_status ON operations (status, created_at DESC, id DESC);
CREATE INDEX operations_page_of_instance ON operations (instance_id, created_at DESC, id DESC);
CREATE INDEX operations_page_of_image ON operations (image_id, created_at DESC, id DESC);

-- Legal transitions only, whatever code asks for.
CREATE FUNCTION check_transition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT (OLD.status || ' to ' || NEW.status) = ANY (TG_ARGV) THEN
        RAISE EXCEPTION '% % can not go from % to %', TG_TABLE_NAME, OLD.id, OLD.status, NEW.status
            USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END
$$;

CREATE FUNCTION check_birth() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% % can not be born as %', TG_TABLE_NAME, NEW.id, NEW.status
        USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
END
$$;

CREATE TRIGGER instances_transition BEFORE UPDATE OF status ON instances
    FOR EACH ROW WHEN (OLD.status <> NEW.status) EXECUTE FUNCTION check_transition(
        'creating to running', 'creating to failed', 'running to deleting', 'failed to deleting', 'deleting to deleted');
CREATE TRIGGER instances_birth BEFORE INSERT ON instances
    FOR EACH ROW WHEN (NEW.status <> 'creating') EXECUTE FUNCTION check_birth();

CREATE TRIGGER images_transition BEFORE UPDATE OF status ON images
    FOR EACH ROW WHEN (OLD.status <> NEW.status) EXECUTE FUNCTION check_transition(
        'creating to available', 'creating to failed', 'available to deleting', 'failed to deleting',
        'deleting to deleted');
CREATE TRIGGER images_birth BEFORE INSERT ON images
    FOR EACH ROW WHEN (NEW.status <> 'creating') EXECUTE FUNCTION check_birth();

CREATE TRIGGER operations_transition BEFORE UPDATE OF status ON operations
    FOR EACH ROW WHEN (OLD.status <> NEW.status) EXECUTE FUNCTION check_transition(
        'pending to running', 'pending to succeeded', 'pending to failed', 'pending to cancelled',
        'running to succeeded', 'running to failed', 'running to cancelled');
CREATE TRIGGER operations_birth BEFORE INSERT ON operations
    FOR EACH ROW WHEN (NEW.status <> 'pending') EXECUTE FUNCTION check_birth();

-- The type and version of an instance pass to its images and from them to their restores; neither ever changes.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the image type and PostgreSQL version of % % are fixed', TG_TABLE_NAME, OLD.id
        USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
END
$$;

CREATE TRIGGER instances_fixed BEFORE UPDATE OF image_type, postgres_version ON instances FOR EACH ROW
    WHEN ((OLD.image_type, OLD.postgres_version) IS DISTINCT FROM (NEW.image_type, NEW.postgres_version))
    EXECUTE FUNCTION refuse_change();
CREATE TRIGGER images_fixed BEFORE UPDATE OF image_type, postgres_version ON images FOR EACH ROW
    WHEN ((OLD.image_type, OLD.postgres_version) IS DISTINCT FROM (NEW.image_type, NEW.postgres_version))
    EXECUTE FUNCTION refuse_change();

-- An unfinished restore pins its image. Both sides lock the image's row, so that one of them sees the other.
CREATE FUNCTION check_pin() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM operations
               WHERE image_id = NEW.id AND type = 'restore_instance' AND finished_at IS NULL) THEN
        RAISE EXCEPTION 'image % has a restore in flight', NEW.id
            USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END
$$;

CREATE FUNCTION pin_image() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM images WHERE id = NEW.image_id AND status = 'available' FOR SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'image % can not be restored', NEW.image_id
            USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER images_pinned BEFORE UPDATE OF status ON images
    FOR EACH ROW WHEN (NEW.status = 'deleting') EXECUTE FUNCTION check_pin();
CREATE TRIGGER operations_pin BEFORE INSERT ON operations
    FOR EACH ROW WHEN (NEW.type = 'restore_instance') EXECUTE FUNCTION pin_image();
