-- What a worker finds of an instance or image that no living row owns. One row from when it was first seen until it is removed, owned
-- again or gone: the open ones are what is there now, all of them are the audit.
CREATE TABLE orphans (
    id                 bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind               text NOT NULL CHECK (kind IN ('instance', 'image')),
    -- Of the instance or image. No reference: it may have no row.
    subject            uuid NOT NULL,
    -- The instance's, without which its objects can't be removed; null when they tell none.
    name               text,
    objects            text[] NOT NULL,
    first_seen_at      timestamptz NOT NULL,
    last_seen_at       timestamptz NOT NULL,
    -- The worker's operation that removes it. No reference: it is none of a row's.
    operation_id       uuid UNIQUE,
    removal_started_at timestamptz,
    ended_at           timestamptz,
    outcome            text CHECK (outcome IN ('removed', 'removal_failed', 'owned', 'gone')),
    CONSTRAINT orphans_removal_is_whole CHECK ((operation_id IS NULL) = (removal_started_at IS NULL)),
    CONSTRAINT orphans_end_is_whole CHECK ((ended_at IS NULL) = (outcome IS NULL)),
    CONSTRAINT orphans_removed_by_an_operation
        CHECK (outcome NOT IN ('removed', 'removal_failed') OR operation_id IS NOT NULL)
);
CREATE UNIQUE INDEX orphans_open ON orphans (kind, subject) WHERE ended_at IS NULL;

-- What was not found of a running instance or an available image, and since when; null while nothing is missing.
ALTER TABLE instances ADD COLUMN missing_objects text[], ADD COLUMN missing_since timestamptz,
    ADD CONSTRAINT instances_missing_is_whole CHECK ((missing_objects IS NULL) = (missing_since IS NULL));
ALTER TABLE images ADD COLUMN missing_objects text[], ADD COLUMN missing_since timestamptz,
    ADD CONSTRAINT images_missing_is_whole CHECK ((missing_objects IS NULL) = (missing_since IS NULL));
CREATE INDEX instances_missing ON instances (id) WHERE missing_objects IS NOT NULL;
CREATE INDEX images_missing ON images (id) WHERE missing_objects IS NOT NULL;
