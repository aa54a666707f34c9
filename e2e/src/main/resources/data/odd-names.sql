-- Names that must be quoted, everywhere a name can stand; and a database without the schema public.

CREATE SCHEMA "Schema with ""quotes"", spaces & 'ticks'" AUTHORIZATION "Weird Role ""x"" = 'y'";
CREATE TABLE "Schema with ""quotes"", spaces & 'ticks'"."Tabelle ""ä"".""b""" (
  "select" int PRIMARY KEY,
  "a\b" text,
  "Preis in €" numeric CHECK ("Preis in €" > 0)
);
INSERT INTO "Schema with ""quotes"", spaces & 'ticks'"."Tabelle ""ä"".""b"""
SELECT i, E'\\N\\.' || chr(9) || i, i FROM generate_series(1, 1000) AS i;
CREATE TABLE "Schema with ""quotes"", spaces & 'ticks'"."$(touch /tmp/pwned) `id` %s \n" (id int GENERATED ALWAYS AS IDENTITY, "--" text);
INSERT INTO "Schema with ""quotes"", spaces & 'ticks'"."$(touch /tmp/pwned) `id` %s \n" ("--")
SELECT repeat('x', i) FROM generate_series(0, 50) AS i;
CREATE TABLE "Schema with ""quotes"", spaces & 'ticks'"."--" ();
CREATE TYPE "Schema with ""quotes"", spaces & 'ticks'"."Zu stand" AS ENUM ('it''s', 'a "b"', '');
CREATE FUNCTION "Schema with ""quotes"", spaces & 'ticks'"."f(x)"("the arg" int) RETURNS int LANGUAGE sql AS 'SELECT "the arg"';
CREATE SEQUENCE "Schema with ""quotes"", spaces & 'ticks'"."Nº";
SELECT nextval('"Schema with ""quotes"", spaces & ''ticks''"."Nº"') FROM generate_series(1, 41) \g /dev/null
DROP SCHEMA public;
