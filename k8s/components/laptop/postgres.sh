#!/bin/sh
# PostgreSQL for the services' database, in any image that has its programs. PORT is 5432 by default.
set -eu
data=${DATA:-/var/lib/postgresql/toygres}
if [ ! -e "$data/PG_VERSION" ]; then
  rm -rf -- "$data.new"
  initdb --pgdata="$data.new" --username=postgres --pwfile=/etc/toygres/postgres-password --auth-local=peer --auth-host=scram-sha-256 \
    --encoding=UTF8 --locale=C.UTF-8
  echo 'host all all all scram-sha-256' >>"$data.new/pg_hba.conf"
  mv -- "$data.new" "$data"
fi
exec postgres -D "$data" -c "port=${PORT:-5432}" -c "listen_addresses=${LISTEN:-*}" -c unix_socket_directories=/tmp
