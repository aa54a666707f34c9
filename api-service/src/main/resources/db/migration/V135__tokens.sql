-- What programs log in with. The secret is here as its SHA-256 alone.
CREATE TABLE tokens (
    id            uuid PRIMARY KEY,
    user_id       uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    name          text NOT NULL CHECK (length(name) <= 100),
    secret_sha256 text NOT NULL UNIQUE,
    -- At most this, and never more than its user may at the moment.
    role          text NOT NULL CHECK (role IN ('viewer', 'operator', 'admin')),
    -- Of those that its user reaches; null for all of them.
    projects      text[],
    created_at    timestamptz NOT NULL,
    expires_at    timestamptz NOT NULL,
    -- To the minute; null until it was used.
    last_used_at  timestamptz
);
CREATE INDEX tokens_of_user ON tokens (user_id, created_at DESC, id DESC);
CREATE INDEX tokens_page ON tokens (created_at DESC, id DESC);
CREATE INDEX tokens_by_end ON tokens (expires_at);
