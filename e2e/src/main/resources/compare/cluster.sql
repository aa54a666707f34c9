-- What a cluster holds beside its databases' contents, one fact a line. The verifier of role postgres is left out: it
-- belongs to the instance (same password, salted anew), and every other role's must be the very same.
SELECT 'role' AS aspect,
       rolname || ' ' || (to_jsonb(r) - 'oid' - 'rolname' - 'rolpassword')::text
         || CASE rolname WHEN 'postgres' THEN '' ELSE ' ' || coalesce(md5(rolpassword), 'no password') END AS fact
FROM pg_authid r WHERE rolname !~ '^pg_'
UNION ALL
SELECT 'role comment', rolname || ': ' || shobj_description(oid, 'pg_authid')
FROM pg_authid WHERE rolname !~ '^pg_' AND shobj_description(oid, 'pg_authid') IS NOT NULL
UNION ALL
SELECT 'membership', member::regrole || ' in ' || roleid::regrole || ' by ' || grantor::regrole || ' '
         || (to_jsonb(m) - 'oid' - 'roleid' - 'member' - 'grantor')::text
FROM pg_auth_members m WHERE roleid >= 16384 OR member >= 16384
UNION ALL
SELECT 'setting', coalesce(datname, 'all databases') || ' / ' || coalesce(rolname, 'all roles') || ': ' || setting
FROM pg_db_role_setting s
LEFT JOIN pg_database d ON d.oid = s.setdatabase
LEFT JOIN pg_authid r ON r.oid = s.setrole
CROSS JOIN LATERAL unnest(setconfig) AS setting
UNION ALL
SELECT 'database', datname || ' ' || jsonb_build_object(
         'owner', datdba::regrole::text, 'encoding', pg_encoding_to_char(encoding), 'collate', datcollate, 'ctype', datctype,
         'connection limit', datconnlimit, 'template', datistemplate, 'allows connections', datallowconn,
         'comment', shobj_description(d.oid, 'pg_database'),
         'privileges', (SELECT jsonb_agg(item::text ORDER BY item::text COLLATE "C")
                        FROM unnest(coalesce(datacl, acldefault('d', datdba))) AS item))::text
FROM pg_database d WHERE datname !~ '^template[01]$'
