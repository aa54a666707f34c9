# shellcheck shell=bash
# The server that backup.sh dumps: how it is reached, what it has, a snapshot of a database, and why it failed us.

# Waiting longer than this for a table lock would hold up those who queue behind the dump.
readonly LOCK_TIMEOUT=300s

# What libpq and servers say when no connection can be made, or one was lost: worth another try.
readonly UNREACHABLE='could not translate host name|Connection refused|timeout expired|Connection timed out|No route to host|Network is unreachable|Connection reset|SSL SYSCALL|server closed the connection|the database system is|too many clients|remaining connection slots|terminating connection'

# libpq takes all it needs from the environment; the password from a file that only this user can read. From PostgreSQL 16 on it
# proves the password by SCRAM only, whatever the server asks for.
use_source() {
  calm_sessions "$MAJOR"
  PGOPTIONS+=" -c client_connection_check_interval=5s" # a count that nobody waits for any more ends
  export PGHOST PGPORT PGUSER PGAPPNAME=toygres-backup PGPASSFILE=$WORK/pgpass PGREQUIREAUTH=scram-sha-256
  export PGCONNECT_TIMEOUT=$((SOURCE_PATIENCE < 60 ? SOURCE_PATIENCE : 60))
  local password=''
  IFS= read -r -d '' password <"$SECRET" || true
  password=${password//\\/\\\\}
  (umask 077 && printf '*:*:*:*:%s\n' "${password//:/\\:}" >"$PGPASSFILE")
}

# The database to ask about the server: one that is not in the way of a CREATE DATABASE, if there is one.
choose_admin_database() {
  local dir=$WORK/admin
  mkdir "$dir"
  ADMIN_DATABASE=postgres
  ask "$dir" postgres "SELECT" || grep -q 'database "postgres" does not exist' "$dir/psql.err" || source_failure "$dir"
  ! failed "$dir" psql || ADMIN_DATABASE=template1
}

check_versions() {
  local dir=$WORK/version
  mkdir "$dir"
  local version
  ask "$dir" "$ADMIN_DATABASE" "SHOW server_version; SHOW server_version_num;" || source_failure "$dir"
  SERVER_VERSION=$(head -n 1 "$dir/answer")
  version=$(tail -n 1 "$dir/answer")
  CLIENT_VERSION=$(pg_dump --version)
  local client
  client=$(program_major pg_dump)
  if [[ $((version / 10000)) != "$MAJOR" || $client != "$MAJOR" ]]; then
    fail SOURCE_VERSION_MISMATCH \
      "The image is to be of PostgreSQL $MAJOR, but the server is $((version / 10000)) and pg_dump is $client."
  fi
  log "server $SERVER_VERSION, $CLIENT_VERSION"
}

# Writes DATABASES, one JSON document per line, in the order in which the files are numbered: the largest first.
list_databases() {
  local dir=$WORK/list
  mkdir "$dir"
  ask "$dir" "$ADMIN_DATABASE" "
    SELECT pg_catalog.json_build_object('name', datname, 'owner', pg_catalog.pg_get_userbyid(datdba),
      'encoding', pg_catalog.pg_encoding_to_char(encoding), 'collate', datcollate, 'ctype', datctype,
      'size_bytes', CASE WHEN datallowconn THEN pg_catalog.pg_database_size(oid) END, 'connectable', datallowconn)
    FROM pg_catalog.pg_database WHERE NOT datistemplate AND datconnlimit <> -2
    ORDER BY pg_catalog.pg_database_size(oid) DESC, datname;" || source_failure "$dir"
  jq -c --argjson spec "$TOYGRES_SPEC" \
    'select(($spec.databases | length) == 0 or (.name | IN($spec.databases[])))' "$dir/answer" >"$WORK/databases.jsonl"
  local missing closed
  missing=$(jq -rn --argjson spec "$TOYGRES_SPEC" '[$spec.databases[]] - [inputs.name] | first // empty' "$WORK/databases.jsonl")
  [[ -z $missing ]] || fail DATABASE_NOT_FOUND "The server has no database named \"$missing\" that could be backed up."
  closed=$(jq -rs 'map(select(.connectable | not).name) | first // empty' "$WORK/databases.jsonl")
  [[ -z $closed ]] || fail DUMP_FAILED "Database \"$closed\" allows no connections, so it cannot be dumped: allow them, or name the databases to back up."
}

# ask DIR DATABASE SQL: the rows are in DIR/answer. A source that takes no connection is asked again until the patience is over.
ask() {
  local end=$((SECONDS + SOURCE_PATIENCE))
  until stage "$1" psql psql -X -q -A -t -v ON_ERROR_STOP=1 -d "$(database_option "$2")" -c "$3" >"$1/answer"; do
    { grep -q -E "$UNREACHABLE" "$1/psql.err" && ((SECONDS < end)); } || return 1
    log "the source takes no connection yet: $(error_line <"$1/psql.err")"
    sleep 2
  done
}

# --- The snapshot and what it holds -------------------------------------------------------------------------------------

# Opens a session (file descriptors in SESSION) and exports its SNAPSHOT.
hold_snapshot() {
  ask "$1" "$2" "SELECT" || source_failure "$1"
  coproc SESSION { stage "$1" session psql -X -q -A -t -v ON_ERROR_STOP=1 -d "$(database_option "$2")"; }
  echo 'BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY; SELECT pg_catalog.pg_export_snapshot();' >&"${SESSION[1]}" || true
  IFS= read -r SNAPSHOT <&"${SESSION[0]}" || session_failure "$1"
}

# dump DIR DATABASE ARGUMENT...: a custom archive of what the snapshot shows, to stdout. In the database's own encoding: not every
# byte of a database that says SQL_ASCII has a place in another.
dump() {
  stage "$1" dump pg_dump --format=custom --encoding="$ENCODING" --snapshot="$SNAPSHOT" --no-tablespaces --lock-wait-timeout="$LOCK_TIMEOUT" \
    -d "$(database_option "$2")" "${@:3}"
}

# in_session DIR FILE SQL: the rows of the SQL, run in the snapshot, are in DIR/FILE.
in_session() {
  local answer
  printf '\\o %s\n%s\n\\o\n\\echo done\n' "$1/$2" "$3" >&"${SESSION[1]}" || true
  IFS= read -r answer <&"${SESSION[0]}" || session_failure "$1"
  [[ $answer == "done" ]] || fail DUMP_FAILED "The session that holds the snapshot said: $answer"
}

session_failure() {
  local tenths # psql has closed its output; what it said and its status follow
  for ((tenths = 0; tenths < 300; tenths++)); do
    [[ ! -s $1/session.status ]] || break
    sleep 0.1
  done
  cp "$1/session.err" "$1/dump.err"
  source_failure "$1"
}

# The size of the data, large objects included, is an estimate for progress: text is not as long as what is on disk.
describe_contents() {
  in_session "$1" schemas.json "$SCHEMAS_SQL"
  in_session "$1" extensions.json "$EXTENSIONS_SQL"
  in_session "$1" object_counts.json "$OBJECT_COUNTS_SQL"
  in_session "$1" data_bytes "SELECT coalesce(sum(pg_catalog.pg_table_size(oid)), 0) FROM pg_catalog.pg_class
    WHERE relkind = 'r' AND (oid >= 16384 OR oid = 'pg_catalog.pg_largeobject'::pg_catalog.regclass);"
}

count_rows() { in_session "$1" tables.jsonl "\\set limit $ROW_COUNT_LIMIT"$'\n\\set uncounted []'"$ROW_COUNTS_SQL"; }

release_snapshot() {
  local pid=$SESSION_PID
  echo '\q' >&"${SESSION[1]}"
  wait "$pid"
}

# --- Failures -----------------------------------------------------------------------------------------------------------

# source_failure DIR: fails with what a PostgreSQL program in DIR ran into.
source_failure() {
  local said
  said=$(cat "$1"/{psql,dump}.err 2>/dev/null || true)
  local line
  line=$(error_line <<<"$said")
  line=${line#*: error: }
  case $said in
    *'password authentication failed'* | *'no password supplied'* | *'no pg_hba.conf entry'* | *'is not permitted to log in'* | \
      *'role "'*'" does not exist'* | *'SCRAM authentication'* | *'authentication method'*)
      fail SOURCE_AUTH_FAILED "The source refused the login: $line" ;;
    # Dropped since they were listed. The next attempt lists what is there then.
    *'database "'*'" does not exist'*) fail DATABASE_NOT_FOUND "$line" "$RETRIED" ;;
    *'relation "'*'" does not exist'* | *'could not open relation'* | *'cache lookup failed'*)
      fail DUMP_FAILED "The source changed while it was dumped: $line" "$RETRIED" ;;
  esac
  [[ ! $said =~ $UNREACHABLE ]] || fail SOURCE_UNREACHABLE "The source cannot be reached: $line"
  case $said in
    *'lock timeout'*) fail DUMP_FAILED "A table stayed locked for $LOCK_TIMEOUT: $line" ;;
    *) fail DUMP_FAILED "Dumping failed: $line" ;;
  esac
}
