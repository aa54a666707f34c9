-- What a server holds beside its databases' contents, as lines "kind | object | value": roles with their password verifiers,
-- memberships, settings, databases. The superuser's own verifier is left out: a restored instance sets it anew.
--   psql -X -A -t -v ON_ERROR_STOP=1 -d postgres -f fingerprint-globals.sql
\set QUIET on
SET search_path = pg_catalog;
SET client_encoding = 'UTF8';
SET TimeZone = 'UTC';
\pset fieldsep ' | '

SELECT 'role', rolname, concat_ws(' ', rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolcanlogin, rolreplication, rolbypassrls, rolconnlimit, rolvaliduntil)
FROM pg_authid WHERE rolname !~ '^pg_' ORDER BY rolname COLLATE "C";
SELECT 'password', rolname, CASE rolname WHEN 'postgres' THEN substr(rolpassword, 1, 13) ELSE rolpassword END
FROM pg_authid WHERE rolname !~ '^pg_' ORDER BY rolname COLLATE "C";
SELECT 'membership', m.member::regrole || ' in ' || m.roleid::regrole, to_jsonb(m) - ARRAY ['oid', 'roleid', 'member', 'grantor'] || jsonb_build_object('grantor', m.grantor::regrole)
FROM pg_auth_members m WHERE m.member >= 16384 ORDER BY 2, 3;
SELECT 'setting', concat_ws(' in ', coalesce(nullif(s.setrole, 0)::regrole::text, 'all roles'), d.datname), c.setting
FROM pg_db_role_setting s LEFT JOIN pg_database d ON d.oid = s.setdatabase, unnest(s.setconfig) AS c (setting)
ORDER BY 2, 3;
SELECT 'database', datname, concat_ws(' ', datdba::regrole, pg_encoding_to_char(encoding), datcollate, datctype,
  to_jsonb(d) -> 'datlocprovider', coalesce(to_jsonb(d) -> 'daticulocale', to_jsonb(d) -> 'datlocale'), datistemplate, datallowconn, datconnlimit,
  (SELECT string_agg(format('%s:%s%s by %s', CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE p.grantee::regrole::text END, p.privilege_type,
    CASE WHEN p.is_grantable THEN '*' END, p.grantor::regrole), ', ' ORDER BY p.grantee_name, p.privilege_type, p.grantor::regrole::text)
  FROM (SELECT grantee::regrole::text AS grantee_name, * FROM aclexplode(coalesce(datacl, acldefault('d', datdba)))) AS p))
FROM pg_database d WHERE NOT datistemplate ORDER BY datname COLLATE "C";
SELECT 'comment', coalesce(d.datname, a.rolname), regexp_replace(s.description, '\s+', ' ', 'g')
FROM pg_shdescription s
  LEFT JOIN pg_database d ON s.classoid = 'pg_database'::regclass AND s.objoid = d.oid
  LEFT JOIN pg_authid a ON s.classoid = 'pg_authid'::regclass AND s.objoid = a.oid
ORDER BY 2, 3;
