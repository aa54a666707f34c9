#!/usr/bin/env bash
# The services' database with a schema and a role for each (deploy/database.sql); what is there stays.
set -Eeuo pipefail
PGPASSWORD=$(cat /etc/toygres/postgres-password)
export PGPASSWORD PGUSER=postgres
until pg_isready --quiet; do sleep 1; done
[[ $(psql -qAtd postgres -c "SELECT count(*) FROM pg_database WHERE datname = 'toygres'") == 1 ]] || createdb toygres
cat /etc/toygres/passwords.sql /database.sql | psql -qd toygres -v ON_ERROR_STOP=1 -f - >/dev/null
echo "the database is ready"
