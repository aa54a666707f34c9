-- What these functions call is found by the database's own search path alone, and planning any query of the tables looks into them.
CREATE SCHEMA app;
CREATE FUNCTION app.plain(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT upper($1)';
ALTER DATABASE ownpath SET search_path = app, public;
SET search_path = app, public;
CREATE FUNCTION folded(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT plain($1)';
CREATE TABLE words (word text);
INSERT INTO words SELECT 'word ' || i FROM generate_series(1, 2000) i;
CREATE INDEX ON words (folded(word));
CREATE UNIQUE INDEX ON words (word) WHERE folded(word) <> '';
CREATE STATISTICS of_words ON (folded(word)) FROM words;
