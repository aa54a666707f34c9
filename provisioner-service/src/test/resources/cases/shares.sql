-- Tables large enough to be shared out over archives, by names that mean something in pg_dump's patterns.
CREATE SCHEMA "s.""*?";
CREATE TABLE "s.""*?"."$A|(b)[c]{d}^+\ -e" AS SELECT i AS id, md5(i::text) AS name FROM generate_series(1, 350000) AS i;
CREATE TABLE "s.""*?"."$A" (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text UNIQUE, long text GENERATED ALWAYS AS (name || name) STORED);
INSERT INTO "s.""*?"."$A" (name) SELECT md5(i::text) FROM generate_series(1, 200000) AS i;
CREATE INDEX ON "s.""*?"."$A" (long);
CREATE TABLE parted (id int, payload text) PARTITION BY RANGE (id);
CREATE TABLE parted_low PARTITION OF parted FOR VALUES FROM (0) TO (200000);
CREATE TABLE parted_high PARTITION OF parted FOR VALUES FROM (200000) TO (400000);
INSERT INTO parted SELECT i, repeat(md5(i::text), 2) FROM generate_series(0, 399999) AS i;
ALTER TABLE parted ADD PRIMARY KEY (id);
CREATE TYPE mood AS ENUM ('sad', 'ok', 'glad');
CREATE TABLE moods (id int, mood mood) PARTITION BY HASH (mood);
CREATE TABLE moods_0 PARTITION OF moods FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE moods_1 PARTITION OF moods FOR VALUES WITH (MODULUS 2, REMAINDER 1);
INSERT INTO moods SELECT i, (ARRAY['sad', 'ok', 'glad'])[1 + i % 3]::mood FROM generate_series(1, 800000) AS i;
CREATE TABLE "größe" AS SELECT i AS id FROM generate_series(1, 1000) AS i;
SELECT lo_from_bytea(0, 'large object');
