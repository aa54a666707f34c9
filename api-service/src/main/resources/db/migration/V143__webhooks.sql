-- Where users want to be told of the changes in a project. Every update gives a row another xmin, which is its ETag; how far each has been told
-- is in webhook_progress.
CREATE TABLE webhooks (
    id                        uuid PRIMARY KEY,
    project                   text NOT NULL REFERENCES projects,
    url                       text NOT NULL CHECK (length(url) <= 2000),
    description               text CHECK (length(description) <= 1000),
    -- Such as image or image.available; none for all.
    types                     text[] NOT NULL,
    -- Which labels a change's instance or image must have.
    match_labels              jsonb NOT NULL CHECK (jsonb_typeof(match_labels) = 'object'),
    enabled                   boolean NOT NULL,
    -- Why the service disabled it; null when a user did.
    disabled_reason           text CHECK (NOT enabled OR disabled_reason IS NULL),
    -- For the row's id, as is the one before, which signs as well until it ends.
    secret_encrypted          text NOT NULL,
    previous_secret_encrypted text,
    previous_secret_until     timestamptz,
    created_at                timestamptz NOT NULL,
    updated_at                timestamptz NOT NULL
);
CREATE INDEX webhooks_page ON webhooks (created_at DESC, id DESC);
CREATE INDEX webhooks_page_of_project ON webhooks (project, created_at DESC, id DESC);
