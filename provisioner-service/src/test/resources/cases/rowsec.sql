-- The owner of a materialized view sees some of the rows only.
CREATE ROLE sees_some;
CREATE TABLE secrets (level int);
INSERT INTO secrets SELECT generate_series(1, 10);
ALTER TABLE secrets ENABLE ROW LEVEL SECURITY;
CREATE POLICY low ON secrets TO sees_some USING (level < 4);
GRANT SELECT ON secrets TO sees_some;
CREATE MATERIALIZED VIEW seen AS SELECT level FROM secrets WITH NO DATA;
ALTER MATERIALIZED VIEW seen OWNER TO sees_some;
REFRESH MATERIALIZED VIEW seen;
