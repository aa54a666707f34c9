-- With which a token's signature is verified (Ed25519), and nothing can be signed. NULL for a token of an earlier release, which can't sign.
ALTER TABLE tokens ADD COLUMN public_key bytea CHECK (octet_length(public_key) = 32);

-- Requests over Kafka that were refused, by signature, so that a record that comes again is refused again, with the same answer.
CREATE TABLE refused_requests (
    token      uuid NOT NULL REFERENCES tokens ON DELETE CASCADE,
    signature  bytea NOT NULL CHECK (octet_length(signature) = 64),
    problem    text NOT NULL,
    refused_at timestamptz NOT NULL,
    PRIMARY KEY (token, signature)
);
CREATE INDEX refused_requests_by_time ON refused_requests (refused_at);
