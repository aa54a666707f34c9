-- Tables of every type of column, and what hangs on them: keys, sequences, identity, large objects, extensions.

CREATE SCHEMA sales AUTHORIZATION owners;
CREATE SCHEMA ext;
CREATE SCHEMA "Mixed Case";

-- hstore is held at an older version than this server would install.
CREATE EXTENSION hstore SCHEMA ext VERSION '1.6';
CREATE EXTENSION pgcrypto SCHEMA ext;
CREATE EXTENSION citext SCHEMA ext;
CREATE EXTENSION pg_trgm SCHEMA ext;
CREATE EXTENSION ltree SCHEMA ext;
CREATE EXTENSION btree_gist;
CREATE EXTENSION "uuid-ossp" SCHEMA ext;
CREATE EXTENSION cube;
CREATE EXTENSION earthdistance;
COMMENT ON EXTENSION ltree IS 'Our categories';

SET search_path = sales, public, ext;

CREATE TYPE status AS ENUM ('new', 'paid', 'shipped');
ALTER TYPE status ADD VALUE 'on hold' BEFORE 'shipped';
CREATE TYPE address AS (street text, zip varchar(10), location point);
CREATE TYPE price_range AS RANGE (subtype = numeric, multirange_type_name = price_ranges);
CREATE DOMAIN email AS citext CHECK (VALUE ~ '^[^@ ]+@[^@ ]+$') NOT NULL;
CREATE COLLATION german (provider = icu, locale = 'de');

CREATE TABLE customer (
  id bigint GENERATED ALWAYS AS IDENTITY (START 1000 INCREMENT 5) PRIMARY KEY,
  uid uuid NOT NULL UNIQUE,
  name text COLLATE german NOT NULL,
  contact email,
  home address,
  tags text[] NOT NULL DEFAULT '{}',
  matrix int[][],
  attributes hstore,
  document jsonb,
  picture bytea,
  label xml,
  category ltree,
  bits bit varying(64),
  network inet,
  mac macaddr8,
  search tsvector GENERATED ALWAYS AS (to_tsvector('english', name)) STORED,
  since timestamptz NOT NULL DEFAULT '2001-02-03 04:05:06.789+00',
  birthday date,
  best_before interval,
  amount money
);
INSERT INTO customer (uid, name, contact, home, tags, matrix, attributes, document, picture, label, category, bits, network,
  mac, since, birthday, best_before, amount)
SELECT uuid_generate_v5(uuid_ns_url(), 'customer/' || i), 'Käufer № ' || i || E' \t\\ "x"', 'c' || i || '@Example.org',
  ROW ('Straße ' || i, lpad(i::text, 5, '0'), point(i, -i))::address, ARRAY ['a,b', 'c"d', NULL, ''],
  ARRAY [[i, NULL], [3, 4]], hstore('key=>' || i, 'v"al') || 'none => NULL', jsonb_build_object('n', i, 'nested', jsonb_build_array(1.50, NULL, 'é')),
  decode(md5(i::text), 'hex') || '\x00'::bytea, xmlelement(name item, xmlattributes(i AS id), '<&>'), ('top.c' || i % 7)::ltree,
  (i % 256)::bit(8)::varbit, ('10.0.' || i % 256 || '.0/24')::inet, '08:00:2b:01:02:03:04:05',
  CASE i % 50 WHEN 0 THEN 'infinity' ELSE '2020-01-01 00:00+00'::timestamptz + i * interval '1 hour 1.000001 s' END,
  date '0044-03-15 BC' + i, make_interval(months => i, secs => 0.5), i::money
FROM generate_series(1, 5000) AS i;
ALTER SEQUENCE customer_id_seq CACHE 10;

CREATE TABLE number (
  id serial PRIMARY KEY,
  small smallint, real real, double double precision, exact numeric(30, 10), huge numeric, flag boolean, letter "char", fixed character(5)
);
INSERT INTO number (small, real, double, exact, huge, flag, letter, fixed)
SELECT i, i / 3.0, i / 7e300, i / 7.0, 10::numeric ^ (i % 300), i % 3 = 0, chr(65 + i % 26)::"char", 'x' FROM generate_series(-1000, 1000) AS i;
INSERT INTO number (real, double, huge) VALUES ('NaN', 'Infinity', 'NaN'), ('-Infinity', '-0', '-Infinity'), (NULL, 5e-324, NULL);

-- Two tables that need each other, which no order of loading could satisfy while the constraints stand.
CREATE TABLE team (id int PRIMARY KEY, lead int NOT NULL, name text NOT NULL);
CREATE TABLE member (id int PRIMARY KEY, team int NOT NULL REFERENCES team DEFERRABLE INITIALLY DEFERRED);
ALTER TABLE team ADD FOREIGN KEY (lead) REFERENCES member DEFERRABLE INITIALLY DEFERRED;
BEGIN;
INSERT INTO team SELECT i, i * 10, 'team ' || i FROM generate_series(1, 20) AS i;
INSERT INTO member SELECT i * 10, i FROM generate_series(1, 20) AS i;
COMMIT;
CREATE TABLE tree (id int PRIMARY KEY, parent int REFERENCES tree, CHECK (id <> parent));
INSERT INTO tree SELECT i, nullif(i / 2, 0) FROM generate_series(1, 127) AS i;

CREATE TABLE booking (
  room int NOT NULL,
  during tstzrange NOT NULL,
  prices price_ranges NOT NULL,
  state status NOT NULL DEFAULT 'new',
  EXCLUDE USING gist (room WITH =, during WITH &&)
);
INSERT INTO booking SELECT i % 5, tstzrange('2026-01-01'::timestamptz + i * interval '1 day', '2026-01-02'::timestamptz + i * interval '1 day'),
  price_ranges(price_range(i, i + 1), price_range(i + 5, NULL)), (enum_range(NULL::status))[1 + i % 4] FROM generate_series(1, 365) AS i;

CREATE UNLOGGED TABLE cache (key text PRIMARY KEY, value json) WITH (fillfactor = 70);
INSERT INTO cache SELECT 'k' || i, json_build_object('order', 'kept', 'i', i) FROM generate_series(1, 100) AS i;

-- Values of several compression methods and storage kinds, long enough to leave the row.
CREATE TABLE essay (id int PRIMARY KEY, body text COMPRESSION pglz, packed bytea);
ALTER TABLE essay ALTER COLUMN packed SET STORAGE EXTERNAL;
INSERT INTO essay SELECT i, repeat(md5(i::text), 500), decode(repeat(md5(i::text), 200), 'hex') FROM generate_series(1, 200) AS i;

CREATE TABLE parent (id int, note text);
CREATE TABLE child (extra text) INHERITS (parent);
INSERT INTO parent VALUES (1, 'only the parent''s');
INSERT INTO child VALUES (2, 'a child''s', 'x'), (3, NULL, '');

ALTER TABLE essay ADD COLUMN dropped int;
ALTER TABLE essay DROP COLUMN dropped;
ALTER TABLE essay ADD COLUMN added int DEFAULT 42;

CREATE SEQUENCE invoice_number AS int START 100 INCREMENT 7 MINVALUE 100 MAXVALUE 100000 CYCLE;
SELECT nextval('invoice_number') FROM generate_series(1, 1234) \g /dev/null
CREATE SEQUENCE never_used START 77;
CREATE SEQUENCE downwards INCREMENT -3 START -5;
SELECT setval('downwards', -500, false) \g /dev/null

CREATE INDEX customer_name ON customer USING gin (name gin_trgm_ops);
CREATE INDEX customer_document ON customer USING gin (document jsonb_path_ops);
CREATE INDEX customer_recent ON customer (lower(name), since DESC NULLS LAST) INCLUDE (amount) WHERE since > '2020-02-01 00:00+00';
CREATE INDEX customer_since ON customer USING brin (since);
CREATE INDEX number_hash ON number USING hash (exact);
CREATE UNIQUE INDEX customer_contact ON customer (contact);
CREATE STATISTICS customer_statistics (dependencies, mcv) ON category, network FROM customer;
ALTER TABLE customer ALTER COLUMN tags SET STATISTICS 500;
ALTER TABLE customer REPLICA IDENTITY USING INDEX customer_uid_key;
CLUSTER number USING number_pkey;

SELECT lo_from_bytea(4711, decode(repeat('00ff', 300000), 'hex')), lo_from_bytea(4712, 'second'), lo_create(4713) \g /dev/null
ALTER LARGE OBJECT 4712 OWNER TO alice;
GRANT SELECT ON LARGE OBJECT 4711 TO readers;
COMMENT ON LARGE OBJECT 4711 IS 'A scanned contract';
CREATE TABLE contract (id int PRIMARY KEY, scan oid NOT NULL);
INSERT INTO contract VALUES (1, 4711), (2, 4712), (3, 4713);

COMMENT ON SCHEMA sales IS 'Sales';
COMMENT ON TABLE customer IS E'Who buys; with a ''quote'',\na line break and a \\ backslash';
COMMENT ON COLUMN customer.contact IS 'How to reach them';
COMMENT ON TYPE status IS 'Life of an order';
COMMENT ON INDEX customer_name IS 'For search as you type';
