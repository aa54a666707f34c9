# shellcheck shell=bash disable=SC2034 # constants are for the scripts that source this
# What a database holds, as SQL for psql: a backup records the answers, a restore compares its own with them.

# Tables whose rows the dump holds: partitions one by one, neither foreign tables nor what belongs to an extension. One
# document per table; those larger than :limit bytes, or among the :uncounted [[schema, name], …], carry a reason in place
# of a count.
readonly ROW_COUNTS_SQL="
SELECT CASE WHEN pg_catalog.pg_relation_size(c.oid) > :limit
    OR (n.nspname, c.relname) IN (SELECT u ->> 0, u ->> 1 FROM pg_catalog.json_array_elements(:'uncounted') u)
  THEN pg_catalog.format('SELECT pg_catalog.json_build_object(''schema'', %L, ''name'', %L, ''rows'', NULL, ''reason'', %L)',
    n.nspname, c.relname, 'larger than the row count limit of ' || :limit || ' bytes')
  ELSE pg_catalog.format('SELECT pg_catalog.json_build_object(''schema'', %L, ''name'', %L, ''rows'', count(*), ''reason'', NULL) FROM ONLY %I.%I',
    n.nspname, c.relname, n.nspname, c.relname) END
FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'r' AND c.relpersistence <> 't' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
    WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid AND d.deptype = 'e')
ORDER BY n.nspname, c.relname
\\gexec
"

# How many objects of each kind there are that a dump carries: not the system's, not an extension's own, no invalid index.
readonly OBJECT_COUNTS_SQL="
WITH member AS (SELECT classid, objid FROM pg_catalog.pg_depend WHERE deptype = 'e'),
space AS (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'),
relation AS (SELECT c.oid, c.relkind FROM pg_catalog.pg_class c JOIN space s ON s.oid = c.relnamespace
  WHERE c.relpersistence <> 't'
    AND (1259, c.oid) NOT IN (SELECT classid::int, objid FROM member))
SELECT pg_catalog.json_build_object(
  'tables', (SELECT count(*) FROM relation WHERE relkind IN ('r', 'p', 'f')),
  'indexes', (SELECT count(*) FROM pg_catalog.pg_index i JOIN relation r ON r.oid = i.indrelid
    WHERE i.indisready AND (i.indisvalid OR r.relkind = 'p')),
  'sequences', (SELECT count(*) FROM relation WHERE relkind = 'S'),
  'views', (SELECT count(*) FROM relation WHERE relkind = 'v'),
  'materialized_views', (SELECT count(*) FROM relation WHERE relkind = 'm'),
  'functions', (SELECT count(*) FROM pg_catalog.pg_proc p JOIN space s ON s.oid = p.pronamespace
    WHERE (1255, p.oid) NOT IN (SELECT classid::int, objid FROM member)),
  'triggers', (SELECT count(*) FROM pg_catalog.pg_trigger t JOIN relation r ON r.oid = t.tgrelid WHERE NOT t.tgisinternal),
  'types', (SELECT count(*) FROM pg_catalog.pg_type t JOIN space s ON s.oid = t.typnamespace
    WHERE (t.typrelid = 0 OR EXISTS (SELECT FROM pg_catalog.pg_class c WHERE c.oid = t.typrelid AND c.relkind = 'c'))
      AND NOT EXISTS (SELECT FROM pg_catalog.pg_type e WHERE e.typarray = t.oid)
      AND (1247, t.oid) NOT IN (SELECT classid::int, objid FROM member)),
  'large_objects', (SELECT count(*) FROM pg_catalog.pg_largeobject_metadata));
"

readonly SCHEMAS_SQL="
SELECT pg_catalog.json_agg(nspname ORDER BY nspname) FROM pg_catalog.pg_namespace
WHERE nspname !~ '^pg_' AND nspname <> 'information_schema';
"

# Extensions in an order in which they can be created.
readonly EXTENSIONS_SQL="
SELECT coalesce(pg_catalog.json_agg(pg_catalog.json_build_object('name', e.extname, 'version', e.extversion, 'schema', n.nspname)
  ORDER BY e.oid), '[]')
FROM pg_catalog.pg_extension e JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace;
"
