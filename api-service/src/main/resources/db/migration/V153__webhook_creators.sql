-- Who registered a webhook, as V149 has it of operations. All three are null for one of an earlier release.
ALTER TABLE webhooks
    ADD COLUMN created_by text,
    ADD COLUMN created_via text CHECK (created_via IN ('session', 'token', 'signature', 'oidc', 'service')),
    ADD COLUMN created_token text,
    ADD CONSTRAINT webhooks_creator_is_whole CHECK ((created_by IS NULL) = (created_via IS NULL));
