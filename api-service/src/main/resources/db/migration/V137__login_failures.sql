-- Failed logins of the last hour, by account, by address and by both: which one is a hash, since what is typed for a name may be a password.
CREATE TABLE login_failures (
    subject  text PRIMARY KEY,
    failures integer NOT NULL,
    last_at  timestamptz NOT NULL
);
CREATE INDEX login_failures_by_time ON login_failures (last_at);

-- From where a user has logged in: what others do to their account elsewhere does not hold them up there.
CREATE TABLE known_addresses (
    subject text PRIMARY KEY,
    last_at timestamptz NOT NULL
);
CREATE INDEX known_addresses_by_time ON known_addresses (last_at);
