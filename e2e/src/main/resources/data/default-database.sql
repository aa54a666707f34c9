-- People keep tables in the database that every server has.

CREATE TABLE note (id int PRIMARY KEY, text text);
INSERT INTO note SELECT i, 'note ' || i FROM generate_series(1, 10) AS i;
CREATE EXTENSION pg_stat_statements;
