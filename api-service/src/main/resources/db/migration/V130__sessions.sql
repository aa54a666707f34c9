-- Logins that are in force. The cookie's token is here as an HMAC alone, so that nobody who reads this table can use one.
CREATE TABLE sessions (
    id           uuid PRIMARY KEY,
    token_mac    text NOT NULL UNIQUE,
    username     text NOT NULL,
    -- From where it was opened, for its owner to tell it from another; as the client said, at most 200 characters.
    address      text,
    user_agent   text,
    created_at   timestamptz NOT NULL,
    -- To the minute.
    last_used_at timestamptz NOT NULL,
    ends_at      timestamptz NOT NULL
);
CREATE INDEX sessions_by_user ON sessions (username, created_at);
CREATE INDEX sessions_by_end ON sessions (ends_at);
