-- The services' database, made once by the server's administrator: a schema and a login role per service, which sees its own alone. The
-- services make their tables themselves. Safe to run again. psql takes the passwords from three lines before this file:
--
--   (cat passwords; cat deploy/database.sql) | psql "host=… user=… dbname=toygres sslmode=verify-full sslrootcert=system" -v ON_ERROR_STOP=1 -f -
--
-- where passwords has \set cms_password '…', \set image_password '…', \set provisioner_password '…'.
REVOKE ALL ON SCHEMA public FROM PUBLIC;
SELECT format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database()) \gexec

SELECT format('CREATE ROLE %I LOGIN', role) FROM unnest(ARRAY['cms', 'image', 'provisioner']) AS role
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role) \gexec
ALTER ROLE cms PASSWORD :'cms_password';
ALTER ROLE image PASSWORD :'image_password';
ALTER ROLE provisioner PASSWORD :'provisioner_password';

-- A schema's owner must be a role that the administrator, who is no superuser on Azure, is a member of.
SELECT format('GRANT %I TO CURRENT_USER', role) FROM unnest(ARRAY['cms', 'image', 'provisioner']) AS role
WHERE NOT pg_has_role(current_user, role, 'MEMBER') \gexec
CREATE SCHEMA IF NOT EXISTS cms AUTHORIZATION cms;
CREATE SCHEMA IF NOT EXISTS image AUTHORIZATION image;
CREATE SCHEMA IF NOT EXISTS provisioner AUTHORIZATION provisioner;
SELECT format('GRANT CONNECT ON DATABASE %I TO cms, image, provisioner', current_database()) \gexec
SELECT format('ALTER ROLE %I IN DATABASE %I SET search_path = %I', role, current_database(), role)
FROM unnest(ARRAY['cms', 'image', 'provisioner']) AS role \gexec
