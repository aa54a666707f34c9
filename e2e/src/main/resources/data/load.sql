-- Fills an empty server with everything a backup must carry. Run once, as the superuser, PostgreSQL 15 or newer:
--   psql -X -v ON_ERROR_STOP=1 -d postgres -f load.sql
-- The table of more than 200 MB comes from pgbench, into the database that is made for it here:
--   pgbench -i -s 16 bench
\set QUIET on
\ir roles.sql
\ir databases.sql

\connect shop
\ir shop.sql
\ir shop-partitions.sql
\ir shop-behaviour.sql
\ir shop-privileges.sql

\connect "Größe ""Q3"" & Co"
\ir odd-names.sql

\connect latin
\ir latin.sql

\connect sorted
\ir sorted.sql

\connect postgres
\ir default-database.sql
