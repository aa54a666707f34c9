-- Roles: groups and logins, passwords with every kind of special character, memberships, settings, comments.

CREATE ROLE readers;
CREATE ROLE writers;
CREATE ROLE owners NOINHERIT CREATEROLE;
CREATE ROLE "Weird Role ""x"" = 'y'" LOGIN PASSWORD 'sp ace:co\lon''quote"double$dollar`tick';
CREATE ROLE alice LOGIN PASSWORD 'al!ce' CONNECTION LIMIT 7;
CREATE ROLE bob LOGIN PASSWORD 'Grüße: bøb\ "#%&/()=?' VALID UNTIL '2999-12-31 23:59:59+00';
CREATE ROLE carol LOGIN;
CREATE ROLE replicator REPLICATION LOGIN PASSWORD 'r3plic@te';
CREATE ROLE "bypass-rls" BYPASSRLS;
SET password_encryption = 'md5';
CREATE ROLE old_client LOGIN PASSWORD 'from an older server';
RESET password_encryption;

GRANT readers TO writers;
GRANT writers TO alice WITH ADMIN OPTION;
GRANT readers TO bob;
GRANT owners TO alice;
GRANT pg_monitor, pg_read_all_stats TO carol;

ALTER ROLE alice SET search_path = sales, public;
ALTER ROLE alice SET work_mem = '12MB';
ALTER ROLE bob SET "app.greeting" = 'it''s a "test" \ with = signs';
ALTER ROLE carol SET statement_timeout = '90s';

COMMENT ON ROLE readers IS 'May read.
On two lines, with ''quotes''.';
