-- Who may connect to an instance from outside (none: everybody), what its host led to, and whether its server has a certificate.
ALTER TABLE instances
    ADD COLUMN allowed_cidrs text[] NOT NULL DEFAULT '{}',
    ADD COLUMN address text,
    ADD COLUMN tls boolean NOT NULL DEFAULT false,
    ADD CONSTRAINT instances_internal_allows_no_cidrs CHECK (NOT internal OR allowed_cidrs = '{}');
