# shellcheck shell=bash
# How PostgreSQL's client programs name a database, which settings their sessions have, and what they say of a failure.

export PGCLIENTENCODING=UTF8

# database_option NAME: a connection string for -d. A bare name would be taken for one as soon as it contains a "=". A server
# whose machine is gone is noticed after two minutes.
database_option() {
  local name=${1//\\/\\\\}
  printf "dbname='%s' keepalives_idle=60 keepalives_interval=10 keepalives_count=6" "${name//\'/\\\'}"
}

# error_line < what a PostgreSQL program said: the line to tell. Not more: what follows may quote a statement with a secret. A
# connection that is lost between two statements is told without any mark of an error.
error_line() {
  local said
  said=$(cat)
  {
    grep -m 1 -E 'error:|ERROR:|FATAL:|PANIC:' <<<"$said" \
      || grep -m 1 '[^[:space:]]' <<<"$said" \
      || echo "the program gave no reason"
  } | cut -c 1-400
}

# Settings that a role or database may carry and that would get in the way of dumping, loading or comparing, or of knowing a
# failure by its words.
export PGOPTIONS="-c statement_timeout=0 -c lock_timeout=0 -c idle_in_transaction_session_timeout=0 \
-c default_transaction_read_only=off -c role=none -c lc_messages=C"

# calm_sessions MAJOR: the same for settings that are not in every version; and no trigger of the database's fires on login.
calm_sessions() { (($1 < 17)) || PGOPTIONS+=" -c transaction_timeout=0 -c event_triggers=off"; }

# query DATABASE < SQL: rows without decoration.
query() { psql -X -q -A -t -v ON_ERROR_STOP=1 -d "$(database_option "$1")" -f -; }

program_major() { # "pg_dump (PostgreSQL) 15.18 (Debian …)" → 15
  local version
  version=$("$1" --version)
  [[ $version =~ \)\ ([0-9]+) ]] && echo "${BASH_REMATCH[1]}"
}
