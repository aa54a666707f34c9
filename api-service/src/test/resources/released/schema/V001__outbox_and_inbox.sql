-- Messages to send, written in the transaction that makes them true; the relay deletes a row once the broker has it.
CREATE TABLE outbox (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    topic      text        NOT NULL,
    record_key text        NOT NULL,
    headers    jsonb       NOT NULL CHECK (jsonb_typeof(headers) = 'object'),
    body       text        NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);

-- Ids of messages that were applied, written in the transaction that applies them.
CREATE TABLE inbox (
    message_id  text        PRIMARY KEY,
    received_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX inbox_received_at ON inbox (received_at);
