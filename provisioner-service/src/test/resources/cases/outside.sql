-- A partition on another server, which a restore has no business to ask; and what no dump carries.
CREATE EXTENSION postgres_fdw;
CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '127.0.0.1', port '1');
CREATE USER MAPPING FOR postgres SERVER far OPTIONS (user 'someone', password 'none');
CREATE TABLE parts (id int) PARTITION BY RANGE (id);
CREATE TABLE near PARTITION OF parts FOR VALUES FROM (1) TO (10);
CREATE FOREIGN TABLE away PARTITION OF parts FOR VALUES FROM (10) TO (20) SERVER far;
INSERT INTO parts VALUES (1), (2);

CREATE EXTENSION hstore;
CREATE TABLE grown (id int);
INSERT INTO grown VALUES (1);
ALTER EXTENSION hstore ADD TABLE grown;
CREATE FUNCTION pg_catalog.lies_among_the_systems() RETURNS int LANGUAGE sql AS 'SELECT 1';
