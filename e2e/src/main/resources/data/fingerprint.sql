-- What a database holds, as lines "kind | object | value" that are the same for equal contents, in whatever order rows or
-- catalogs are stored. Run against both sides and compare line by line:
--   psql -X -A -t -v ON_ERROR_STOP=1 -d <database> -f fingerprint.sql
-- A "table" line's value is "<rows> <sum of the rows' hashes>".
\set QUIET on
SET default_transaction_read_only = off;
SET search_path = pg_catalog;
SET client_encoding = 'UTF8';
SET DateStyle = 'ISO'; SET IntervalStyle = 'postgres'; SET TimeZone = 'UTC'; SET extra_float_digits = 1; SET bytea_output = 'hex';
SET lc_monetary = 'C';
\pset fieldsep ' | '

-- Contents: tables, one by one, and materialized views. Then sequences: the value that nextval would give.
SELECT format('SELECT %L, %L, count(*) || '' '' || coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) FROM ONLY %I.%I AS t',
  CASE c.relkind WHEN 'r' THEN 'table' ELSE 'materialized view' END, format('%I.%I', n.nspname, c.relname), n.nspname, c.relname)
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE (c.relkind = 'r' OR c.relkind = 'm' AND c.relispopulated)
  AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
ORDER BY c.relkind, n.nspname COLLATE "C", c.relname COLLATE "C"
\gexec
SELECT format('SELECT ''sequence'', %L, CASE WHEN s.is_called THEN s.last_value + %s ELSE s.last_value END || '' of %s'' FROM %I.%I AS s',
  format('%I.%I', n.nspname, c.relname), q.seqincrement,
  format('%s from %s to %s by %s start %s cache %s cycle %s', format_type(q.seqtypid, NULL), q.seqmin, q.seqmax, q.seqincrement, q.seqstart, q.seqcache, q.seqcycle),
  n.nspname, c.relname)
FROM pg_sequence q JOIN pg_class c ON c.oid = q.seqrelid JOIN pg_namespace n ON n.oid = c.relnamespace
ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C"
\gexec
SELECT 'large object', m.oid, encode(sha256(lo_get(m.oid)), 'hex') FROM pg_largeobject_metadata m ORDER BY m.oid;

SELECT 'extension', extname, extversion || ' in ' || extnamespace::regnamespace || ' of ' || extowner::regrole
FROM pg_extension ORDER BY extname COLLATE "C";

-- Every object of ours that any other depends on or that depends on another, by its full name. Objects that the server
-- names after an OID are left out.
CREATE FUNCTION pg_temp.is_ours(class oid, object oid) RETURNS boolean LANGUAGE sql AS $$
SELECT object >= 16384
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = class AND d.objid = object AND d.deptype = 'e')
  AND (pg_identify_object(class, object, 0)).identity !~ 'pg_toast|pg_temp|RI_ConstraintTrigger'
$$;
SELECT DISTINCT 'object', i.type, i.identity COLLATE "C"
FROM (SELECT classid, objid FROM pg_depend UNION SELECT refclassid, refobjid FROM pg_depend) AS d,
  pg_identify_object(d.classid, d.objid, 0) AS i
WHERE pg_temp.is_ours(d.classid, d.objid) AND i.type <> 'extension' ORDER BY 2, 3;

-- Definitions.
SELECT 'column', c.oid::regclass || '.' || quote_ident(a.attname),
  concat_ws(' ', a.attnum - (SELECT count(*) FROM pg_attribute p WHERE p.attrelid = c.oid AND p.attisdropped AND p.attnum < a.attnum AND p.attnum > 0),
    format_type(a.atttypid, a.atttypmod), CASE WHEN a.attnotnull THEN 'not null' END, nullif(a.attidentity, ''), nullif(a.attgenerated, ''),
    a.attcollation::regcollation, a.attstorage, nullif(a.attcompression, ''), nullif(a.attstattarget, -1), pg_get_expr(d.adbin, d.adrelid))
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE pg_temp.is_ours('pg_class'::regclass, c.oid) AND c.relkind IN ('r', 'p', 'f', 'v', 'm', 'c') AND a.attnum > 0 AND NOT a.attisdropped
ORDER BY c.oid::regclass::text COLLATE "C", a.attname COLLATE "C";
SELECT 'relation', c.oid::regclass, concat_ws(' ', c.relkind, c.relpersistence, c.reloptions, c.relrowsecurity, c.relforcerowsecurity, c.relreplident,
  pg_get_partkeydef(c.oid), pg_get_expr(c.relpartbound, c.oid),
  (SELECT string_agg(i.inhparent::regclass::text, ',' ORDER BY i.inhseqno) FROM pg_inherits i WHERE i.inhrelid = c.oid), CASE WHEN c.relkind IN ('v', 'm') THEN md5(pg_get_viewdef(c.oid)) END)
FROM pg_class c WHERE pg_temp.is_ours('pg_class'::regclass, c.oid) AND c.relkind <> 't' ORDER BY c.oid::regclass::text COLLATE "C";
SELECT 'definition', kind || ' ' || identity, regexp_replace(definition, '\s+', ' ', 'g') FROM (
  SELECT 'constraint', conrelid::regclass || '.' || quote_ident(conname), pg_get_constraintdef(oid) || ' ' || convalidated FROM pg_constraint WHERE pg_temp.is_ours('pg_constraint'::regclass, oid)
  UNION ALL SELECT 'index', i.indexrelid::regclass::text, concat_ws(' ', pg_get_indexdef(i.indexrelid), i.indisclustered, i.indisreplident, i.indisvalid)
    FROM pg_index i WHERE pg_temp.is_ours('pg_class'::regclass, i.indexrelid)
  UNION ALL SELECT 'function', oid::regprocedure::text, md5(pg_get_functiondef(oid)) FROM pg_proc WHERE pg_temp.is_ours('pg_proc'::regclass, oid) AND prokind <> 'a'
  UNION ALL SELECT 'aggregate', aggfnoid::regprocedure::text, concat_ws(' ', aggtransfn, aggfinalfn, aggtranstype::regtype, agginitval)
    FROM pg_aggregate WHERE pg_temp.is_ours('pg_proc'::regclass, aggfnoid)
  UNION ALL SELECT 'trigger', tgrelid::regclass || '.' || quote_ident(tgname), pg_get_triggerdef(oid) || ' ' || tgenabled::text FROM pg_trigger WHERE NOT tgisinternal
  UNION ALL SELECT 'event trigger', evtname, concat_ws(' ', evtevent, evtenabled, evtfoid::regproc, evttags) FROM pg_event_trigger
  UNION ALL SELECT 'rule', ev_class::regclass || '.' || quote_ident(rulename), pg_get_ruledef(oid) FROM pg_rewrite WHERE pg_temp.is_ours('pg_rewrite'::regclass, oid) AND rulename <> '_RETURN'
  UNION ALL SELECT 'policy', format('%I.%I.%I', schemaname, tablename, policyname), concat_ws(' ', permissive, roles, cmd, qual, with_check) FROM pg_policies
  UNION ALL SELECT 'enum', enumtypid::regtype::text, string_agg(enumlabel, ',' ORDER BY enumsortorder) FROM pg_enum WHERE pg_temp.is_ours('pg_type'::regclass, enumtypid) GROUP BY 2
  UNION ALL SELECT 'domain', oid::regtype::text, concat_ws(' ', format_type(typbasetype, typtypmod), typnotnull, typdefault) FROM pg_type WHERE typtype = 'd' AND pg_temp.is_ours('pg_type'::regclass, oid)
  UNION ALL SELECT 'statistics', quote_ident(stxname), pg_get_statisticsobjdef(oid) FROM pg_statistic_ext
  UNION ALL SELECT 'collation', collname, concat_ws(' ', collprovider, collisdeterministic) FROM pg_collation WHERE pg_temp.is_ours('pg_collation'::regclass, oid)
  UNION ALL SELECT 'publication', pubname, concat_ws(' ', puballtables, pubinsert, pubupdate, pubdelete, pubtruncate, pubviaroot) FROM pg_publication
  UNION ALL SELECT 'published table', p.pubname || ' ' || r.prrelid::regclass, concat_ws(' ', pg_get_expr(r.prqual, r.prrelid), r.prattrs) FROM pg_publication_rel r JOIN pg_publication p ON p.oid = r.prpubid
  UNION ALL SELECT 'user mapping', srvname || ' ' || usename, md5(umoptions::text) FROM pg_user_mappings
) AS o (kind, identity, definition) ORDER BY 2, 3;

SELECT 'comment', i.type || ' ' || i.identity || coalesce('#' || nullif(d.objsubid, 0), ''), regexp_replace(d.description, '\s+', ' ', 'g')
FROM pg_description d, pg_identify_object(d.classoid, d.objoid, 0) AS i
WHERE d.objoid >= 16384 AND (d.classoid = 'pg_extension'::regclass OR pg_temp.is_ours(d.classoid, d.objoid)) ORDER BY 2, 3;

-- Owners and privileges, the latter one by one, whether they are the default or spelled out.
SELECT 'owner', i.type || ' ' || i.identity, d.refobjid::regrole
FROM pg_shdepend d, pg_identify_object(d.classid, d.objid, 0) AS i
WHERE d.deptype = 'o' AND d.dbid = (SELECT oid FROM pg_database WHERE datname = current_database()) AND i.identity !~ 'pg_toast'
ORDER BY 2, 3;
SELECT 'privilege', kind || ' ' || object, string_agg(format('%s:%s%s by %s', CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE p.grantee::regrole::text END,
  p.privilege_type, CASE WHEN p.is_grantable THEN '*' END, p.grantor::regrole), ', ' ORDER BY p.grantee::regrole::text COLLATE "C", p.privilege_type, p.grantor::regrole::text COLLATE "C")
FROM (
  SELECT 'relation', oid::regclass::text, coalesce(relacl, acldefault(CASE relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", relowner))
    FROM pg_class WHERE pg_temp.is_ours('pg_class'::regclass, oid) AND relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
  UNION ALL SELECT 'column', attrelid::regclass || '.' || quote_ident(attname), attacl FROM pg_attribute WHERE attacl IS NOT NULL AND attrelid >= 16384 AND NOT attisdropped
  UNION ALL SELECT 'function', oid::regprocedure::text, coalesce(proacl, acldefault('f', proowner)) FROM pg_proc
    WHERE pg_temp.is_ours('pg_proc'::regclass, oid) OR proacl IS NOT NULL
  UNION ALL SELECT 'schema', nspname, coalesce(nspacl, acldefault('n', nspowner)) FROM pg_namespace WHERE nspname !~ '^pg_(toast|temp)'
  UNION ALL SELECT 'type', oid::regtype::text, coalesce(typacl, acldefault('T', typowner)) FROM pg_type WHERE pg_temp.is_ours('pg_type'::regclass, oid)
  UNION ALL SELECT 'large object', oid::text, coalesce(lomacl, acldefault('L', lomowner)) FROM pg_largeobject_metadata
  UNION ALL SELECT 'server', srvname, coalesce(srvacl, acldefault('S', srvowner)) FROM pg_foreign_server
  UNION ALL SELECT 'default privileges', defaclrole::regrole || ' ' || coalesce(nullif(defaclnamespace, 0)::regnamespace::text, 'everywhere') || ' ' || defaclobjtype::text, defaclacl FROM pg_default_acl
) AS o (kind, object, acl), aclexplode(o.acl) AS p GROUP BY kind, object ORDER BY 2, 3;
