-- Databases: names that break careless quoting, other encodings and collations, settings, privileges, one that is empty.

CREATE DATABASE shop OWNER owners;
CREATE DATABASE "Größe ""Q3"" & Co" OWNER alice;
CREATE DATABASE "host=nowhere dbname='trap'";
CREATE DATABASE latin ENCODING LATIN1 LOCALE 'C' TEMPLATE template0 CONNECTION LIMIT 23;
CREATE DATABASE sorted LOCALE_PROVIDER icu ICU_LOCALE 'de-u-co-phonebk' LOCALE 'C.UTF-8' TEMPLATE template0;
CREATE DATABASE bench;

ALTER DATABASE shop SET "app.tenant" = 'shop';
ALTER DATABASE shop SET timezone = 'Europe/Berlin';
ALTER DATABASE latin SET default_transaction_read_only = on;
ALTER ROLE bob IN DATABASE shop SET work_mem = '5MB';
ALTER ROLE ALL IN DATABASE "Größe ""Q3"" & Co" SET DateStyle = 'German';

REVOKE CONNECT ON DATABASE shop FROM PUBLIC;
GRANT CONNECT ON DATABASE shop TO readers;
GRANT CREATE, TEMPORARY ON DATABASE shop TO alice WITH GRANT OPTION;
COMMENT ON DATABASE shop IS 'What is sold, and to whom';
COMMENT ON DATABASE "Größe ""Q3"" & Co" IS 'Ein Name, an dem man sich verschluckt';
