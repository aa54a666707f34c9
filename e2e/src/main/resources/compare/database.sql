-- What a database holds beside its tables' rows, one fact a line. Runs with an empty search_path, so that every name comes
-- out qualified. What belongs to an extension is told by the extension and its version.
WITH ours AS (
  SELECT oid AS schema, nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
), member AS (
  SELECT classid, objid FROM pg_depend WHERE deptype = 'e'
), relation AS (
  SELECT c.*, format('%I.%I', nspname, relname) AS name FROM pg_class c JOIN ours ON schema = relnamespace
  WHERE NOT EXISTS (SELECT FROM member WHERE classid = 'pg_class'::regclass AND objid = c.oid)
), routine AS (
  SELECT p.*, p.oid::regprocedure::text AS name FROM pg_proc p JOIN ours ON schema = pronamespace
  WHERE NOT EXISTS (SELECT FROM member WHERE classid = 'pg_proc'::regclass AND objid = p.oid)
), fact (aspect, fact) AS (
  SELECT 'extension', extname || ' ' || extversion || ' in ' || extnamespace::regnamespace FROM pg_extension
  UNION ALL
  SELECT 'schema', nspname || ' of ' || nspowner::regrole || ' ' || (SELECT coalesce(string_agg(item::text, ' ' ORDER BY item::text COLLATE "C"), 'none') FROM unnest(coalesce(nspacl, acldefault('n', nspowner))) AS item)
  FROM pg_namespace JOIN ours USING (nspname)
  UNION ALL
  SELECT 'relation', name || ' ' || jsonb_build_object(
      'kind', relkind::text, 'owner', relowner::regrole::text, 'persistence', relpersistence::text,
      'row security', relrowsecurity, 'forced', relforcerowsecurity, 'options', reloptions, 'populated', relispopulated,
      'replica identity', relreplident::text, 'partition of', (SELECT jsonb_agg(inhparent::regclass::text) FROM pg_inherits WHERE inhrelid = relation.oid),
      'bound', pg_get_expr(relpartbound, oid), 'key', CASE relkind WHEN 'p' THEN pg_get_partkeydef(oid) END,
      'definition', CASE WHEN relkind IN ('v', 'm') THEN pg_get_viewdef(oid) WHEN relkind IN ('i', 'I') THEN pg_get_indexdef(oid) END,
      'valid', (SELECT indisvalid FROM pg_index WHERE indexrelid = relation.oid),
      'privileges', (SELECT coalesce(string_agg(item::text, ' ' ORDER BY item::text COLLATE "C"), 'none') FROM unnest(coalesce(relacl, acldefault('r', relowner))) AS item))::text
  FROM relation WHERE relkind <> 'S' AND relkind <> 't'
  UNION ALL
  SELECT 'column', name || '.' || attname || ' ' || jsonb_build_object(
      'position', row_number() OVER (PARTITION BY attrelid ORDER BY attnum), 'type', format_type(atttypid, atttypmod),
      'not null', attnotnull, 'default', pg_get_expr(adbin, adrelid), 'identity', attidentity::text, 'generated', attgenerated::text,
      'collation', CASE WHEN attcollation <> 0 THEN attcollation::regcollation::text END, 'storage', attstorage::text,
      'privileges', (SELECT coalesce(string_agg(item::text, ' ' ORDER BY item::text COLLATE "C"), 'none') FROM unnest(attacl) AS item), 'statistics', attstattarget)::text
  FROM relation JOIN pg_attribute ON attrelid = relation.oid AND attnum > 0 AND NOT attisdropped
  LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
  WHERE relkind IN ('r', 'p', 'v', 'm', 'f', 'c')
  UNION ALL
  SELECT 'sequence', name || ' ' || (to_jsonb(s) - 'seqrelid' - 'seqtypid')::text || ' ' || seqtypid::regtype || ' of '
      || relowner::regrole || ' last ' || coalesce(pg_sequence_last_value(relation.oid)::text, 'none') || ' '
      || (SELECT coalesce(string_agg(item::text, ' ' ORDER BY item::text COLLATE "C"), 'none') FROM unnest(coalesce(relacl, acldefault('s', relowner))) AS item)
      || coalesce((SELECT ' owned by ' || refobjid::regclass || ' ' || refobjsubid FROM pg_depend
           WHERE classid = 'pg_class'::regclass AND objid = relation.oid AND refobjsubid > 0 AND deptype IN ('a', 'i')), '')
  FROM relation JOIN pg_sequence s ON seqrelid = relation.oid
  UNION ALL
  SELECT 'constraint', conname || ' on ' || coalesce(NULLIF(conrelid, 0)::regclass::text, contypid::regtype::text) || ' '
      || pg_get_constraintdef(c.oid) || ' ' || convalidated
  FROM pg_constraint c JOIN ours ON schema = connamespace
  UNION ALL
  SELECT 'trigger', pg_get_triggerdef(t.oid) || ' ' || tgenabled::text FROM pg_trigger t JOIN relation ON relation.oid = tgrelid
  WHERE NOT tgisinternal
  UNION ALL
  SELECT 'rule', pg_get_ruledef(r.oid) || ' ' || ev_enabled::text FROM pg_rewrite r JOIN relation ON relation.oid = ev_class
  WHERE rulename <> '_RETURN'
  UNION ALL
  SELECT 'policy', (to_jsonb(p) - 'roles')::text || ' ' || array_to_string(roles, ',') FROM pg_policies p
  UNION ALL
  SELECT 'routine', name || ' of ' || proowner::regrole || ' '
      || (SELECT coalesce(string_agg(item::text, ' ' ORDER BY item::text COLLATE "C"), 'none') FROM unnest(coalesce(proacl, acldefault('f', proowner))) AS item) || ' '
      || CASE WHEN prokind = 'a' THEN 'aggregate' ELSE pg_get_functiondef(oid) END
  FROM routine
  UNION ALL
  SELECT 'type', format('%I.%I', nspname, typname) || ' ' || jsonb_build_object(
      'kind', typtype::text, 'owner', typowner::regrole::text, 'privileges', (SELECT coalesce(string_agg(item::text, ' ' ORDER BY item::text COLLATE "C"), 'none') FROM unnest(coalesce(typacl, acldefault('T', typowner))) AS item), 'not null', typnotnull, 'default', typdefault,
      'base', CASE WHEN typbasetype <> 0 THEN format_type(typbasetype, typtypmod) END,
      'labels', (SELECT jsonb_agg(enumlabel ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = t.oid),
      'subtype', (SELECT rngsubtype::regtype::text FROM pg_range WHERE rngtypid = t.oid))::text
  FROM pg_type t JOIN ours ON schema = typnamespace
  WHERE typtype IN ('d', 'e', 'r', 'm', 'c') AND NOT EXISTS (SELECT FROM member WHERE classid = 'pg_type'::regclass AND objid = t.oid)
  UNION ALL
  SELECT 'comment', pg_describe_object(classoid, objoid, objsubid) || ': ' || description FROM pg_description WHERE objoid >= 16384
  UNION ALL
  SELECT 'default privilege', defaclrole::regrole || ' ' || coalesce(NULLIF(defaclnamespace, 0)::regnamespace::text, 'everywhere')
      || ' ' || defaclobjtype::text || ' ' || (SELECT coalesce(string_agg(item::text, ' ' ORDER BY item::text COLLATE "C"), 'none') FROM unnest(defaclacl) AS item)
  FROM pg_default_acl
  UNION ALL
  SELECT 'event trigger', evtname || ' ' || evtevent || ' ' || evtfoid::regprocedure || ' ' || evtenabled::text FROM pg_event_trigger
  UNION ALL
  SELECT 'statistics', pg_get_statisticsobjdef(oid) FROM pg_statistic_ext
  UNION ALL
  SELECT 'publication', (to_jsonb(p) - 'oid' - 'pubowner')::text || ' of ' || pubowner::regrole FROM pg_publication p
  UNION ALL
  SELECT 'foreign server', srvname || ' ' || coalesce(srvoptions::text, '') || ' of ' || srvowner::regrole FROM pg_foreign_server
  UNION ALL
  SELECT 'large object', m.oid || ' of ' || lomowner::regrole || ' ' || (SELECT coalesce(string_agg(item::text, ' ' ORDER BY item::text COLLATE "C"), 'none') FROM unnest(coalesce(lomacl, acldefault('L', lomowner))) AS item) || ' '
      || coalesce((SELECT md5(string_agg(data, ''::bytea ORDER BY pageno)) FROM pg_largeobject WHERE loid = m.oid), 'empty')
  FROM pg_largeobject_metadata m
)
SELECT aspect, fact FROM fact
