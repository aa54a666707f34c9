-- A database whose text sorts by an ICU collation.

CREATE TABLE word (word text PRIMARY KEY, plain text COLLATE "C");
INSERT INTO word SELECT prefix || i, prefix FROM unnest(ARRAY ['Ärger', 'Arger', 'ähnlich', 'Zebra', 'zäh', 'Öl']) AS prefix, generate_series(1, 100) AS i;
