-- A database in another encoding; transactions in it are read-only unless they ask otherwise.

SET default_transaction_read_only = off;
CREATE TABLE "Straße" (id int PRIMARY KEY, name varchar(50) NOT NULL);
INSERT INTO "Straße" SELECT i, 'Übergröße ß é ' || i FROM generate_series(1, 500) AS i;
CREATE INDEX ON "Straße" (name);
