-- Who may log in. The password is here as Argon2id in the PHC string format.
CREATE TABLE users (
    id            uuid PRIMARY KEY,
    name          text NOT NULL CHECK (name ~ '^[A-Za-z0-9][A-Za-z0-9._@+-]{0,99}$'),
    password_hash text NOT NULL,
    role          text NOT NULL CHECK (role IN ('viewer', 'operator', 'admin')),
    -- Names of projects, none of which is ever removed; an admin reaches all and has none here.
    projects      text[] NOT NULL DEFAULT '{}',
    disabled      boolean NOT NULL DEFAULT false,
    -- Raised to end all sessions: one is in force while its own is the user's.
    epoch         integer NOT NULL DEFAULT 0,
    created_at    timestamptz NOT NULL,
    updated_at    timestamptz NOT NULL
);
CREATE UNIQUE INDEX users_name ON users (lower(name));
CREATE INDEX users_page ON users (created_at DESC, id DESC);

-- One that the release before opened names no user and opens nothing here. The token's mac is its SHA-256 from now on.
ALTER TABLE sessions ADD COLUMN user_id uuid REFERENCES users ON DELETE CASCADE, ADD COLUMN epoch integer;
CREATE INDEX sessions_of_user ON sessions (user_id);
