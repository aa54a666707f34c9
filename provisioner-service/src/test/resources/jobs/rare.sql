-- What few databases have and a dump must carry nonetheless. Run as the superuser in an empty database.
CREATE ROLE "it's a \role=""x""
of two lines" LOGIN PASSWORD 'p''w\';
GRANT pg_monitor TO "it's a \role=""x""
of two lines";
ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO "it's a \role=""x""
of two lines";

CREATE TABLE "quote's \ ""and""
= line" ("a
b" text, "c\" int GENERATED ALWAYS AS (length("a
b")) STORED);
INSERT INTO "quote's \ ""and""
= line" VALUES (E'\\N'), (E'\\.'), (E'tab\t, line\n, backslash\\'), (NULL);

CREATE UNLOGGED TABLE unlogged AS SELECT i FROM generate_series(1, 1000) AS i;
CREATE TABLE parent (id int PRIMARY KEY);
CREATE TABLE child (more text) INHERITS (parent);
INSERT INTO parent VALUES (1);
INSERT INTO child VALUES (2, 'two');
CREATE PUBLICATION everything FOR ALL TABLES;
CREATE SUBSCRIPTION elsewhere CONNECTION 'host=nowhere.test password=subscription-secret' PUBLICATION p WITH (connect = false);

CREATE EXTENSION postgres_fdw;
CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'nowhere.test');
CREATE USER MAPPING FOR postgres SERVER far OPTIONS (user 'someone', password 'mapping-secret');
CREATE FOREIGN TABLE far_away (id int) SERVER far;

SELECT lo_from_bytea(4711, convert_to(repeat('large', 100000), 'UTF8'));
COMMENT ON LARGE OBJECT 4711 IS 'it''s \ large';

-- It refuses whatever is created while it is there: it must come last.
CREATE FUNCTION refuse() RETURNS event_trigger LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'no DDL here: %', tg_tag; END$$;
CREATE EVENT TRIGGER no_ddl ON ddl_command_start EXECUTE FUNCTION refuse();
