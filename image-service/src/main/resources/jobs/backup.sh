#!/usr/bin/env bash
# Dumps a running PostgreSQL server into Blob Storage, without staging data on disk.
#
# Under <image id>/<attempt>/ it leaves globals.sql.zst, for each database NNNN.schema.dump and NNNN.data.dump.zst of one
# snapshot, and last of all result.json, which lists every file with length and SHA-256 and what the databases held. The
# termination message carries the length and SHA-256 of result.json. Without that message nothing here is an image.
set -Eeuo pipefail

readonly UNEXPECTED_CODE=DUMP_FAILED WORK_SPACE_CODE=WORK_VOLUME_FULL
readonly BLOB_AUTH_CODE=UPLOAD_AUTH_FAILED BLOB_FAILED_CODE=UPLOAD_FAILED BLOB_MISSING_CODE=UPLOAD_FAILED

# shellcheck source-path=SCRIPTDIR source=../../../../../common/src/main/resources/jobs/lib.sh
source "${BASH_SOURCE[0]%/*}/lib.sh"

# How many databases are dumped at a time. More would only contend for the server's disk and for two cores.
readonly DATABASES_AT_ONCE=2

# Waiting longer than this for a table lock would hold up those who queue behind the dump.
readonly LOCK_TIMEOUT=300s

# The first upload must pass in this time: azcopy itself goes on trying to connect for longer than anyone wants to wait.
readonly FIRST_UPLOAD_SECONDS=120

main() {
  read_spec
  use_blobs "$CONTAINER_URL"
  use_source
  choose_admin_database
  check_versions
  list_databases
  worker 1 dump_globals
  dump_databases
  upload_result
}

# --- What to do ---------------------------------------------------------------------------------------------------------

read_spec() {
  STARTED_AT=$(date -u +%FT%TZ)
  spec() { jq -er "$1" <<<"$TOYGRES_SPEC"; }
  IMAGE_ID=$(spec .image_id)
  PREFIX=$IMAGE_ID/$TOYGRES_ATTEMPT
  MAJOR=$(spec .postgres_version)
  CONTAINER_URL=$(spec .blob_container_url)
  ROW_COUNT_LIMIT=$(spec '.row_count_limit_bytes')
  PGHOST=$(spec .source.host) PGPORT=$(spec .source.port) PGUSER=$(spec .source.user)
  mkdir -p "$WORK/databases" "$WORK/files"
}

# libpq takes all it needs from the environment; the password from a file that only this user can read.
use_source() {
  calm_sessions "$MAJOR"
  PGOPTIONS+=" -c client_connection_check_interval=5s" # a count that nobody waits for any more ends
  export PGHOST PGPORT PGUSER PGCONNECT_TIMEOUT=15 PGAPPNAME=toygres-backup PGPASSFILE=$WORK/pgpass
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

# ask DIR DATABASE SQL: the rows are in DIR/answer.
ask() { stage "$1" psql psql -X -q -A -t -v ON_ERROR_STOP=1 -d "$(database_option "$2")" -c "$3" >"$1/answer"; }

# --- Dump and upload ----------------------------------------------------------------------------------------------------

# upload DIR PATH BLOCK_MIB [SECONDS] < data: as <prefix>/PATH, whose length and SHA-256 are then in DIR.
upload() { measured "$1" | put_blob "$1" "$PREFIX/$2" "$3" "${4:-0}"; }

# Roles, memberships, passwords and settings. They go first, beside the first databases: this upload also shows within a
# second whether we may write at all, and ends everything if not.
dump_globals() {
  local dir=$WORK/files/globals path=globals.sql.zst
  mkdir "$dir"
  stage "$dir" dump pg_dumpall --globals-only --no-tablespaces -l "$ADMIN_DATABASE" \
    | stage "$dir" zstd zstd -q -c \
    | upload "$dir" "$path" 8 "$FIRST_UPLOAD_SECONDS" \
    || true
  check_file "$dir" "$path"
}

dump_databases() {
  local number=0 database
  while IFS= read -r -u 3 database; do
    number=$((number + 1))
    worker "$DATABASES_AT_ONCE" dump_database "$(printf %04d "$number")" "$database"
  done 3<"$WORK/databases.jsonl"
  await_workers
}

# One database: a transaction holds a snapshot, which both dumps and the counts share.
dump_database() {
  local number=$1 name dir=$WORK/databases/$1
  name=$(jq -r .name <<<"$2")
  mkdir "$dir" "$WORK/files/$number.schema" "$WORK/files/$number.data"
  printf '%s\n' "$2" >"$dir/database.json"
  hold_snapshot "$dir" "$name"
  describe_contents "$dir"
  dump_schema "$number" "$name" &
  local schema=$!
  dump_data "$number" "$name" "$(block_mib "$(jq .size_bytes <<<"$2")")" &
  local data=$!
  report_progress "$number" "$name" "$(<"$dir/data_bytes")" &
  local reporter=$!
  count_rows "$dir"
  wait "$schema"
  wait "$data"
  kill "$reporter" 2>/dev/null || true
  release_snapshot
  log "database $(json_string "$name") is dumped"
}

dump_schema() {
  local dir=$WORK/files/$1.schema path=$1.schema.dump
  stage "$dir" dump pg_dump "${PG_DUMP_OPTIONS[@]}" --create --section=pre-data --section=post-data -d "$(database_option "$2")" \
    | upload "$dir" "$path" 8 \
    || true
  echo 0 >"$dir/zstd.status"
  check_file "$dir" "$path"
}

dump_data() {
  local dir=$WORK/files/$1.data path=$1.data.dump.zst
  stage "$dir" dump pg_dump "${PG_DUMP_OPTIONS[@]}" --compress=0 --section=data -d "$(database_option "$2")" \
    | stage "$dir" zstd zstd -q -c -T0 -1 \
    | upload "$dir" "$path" "$3" \
    || true
  check_file "$dir" "$path"
}

# check_file DIR PATH: every stage must have ended well. azcopy is asked first: the others fail when it does.
check_file() {
  ! failed "$1" azcopy || blob_failure "$1" "upload of $2"
  ! failed "$1" dump || source_failure "$1"
  ! failed "$1" zstd || fail DUMP_FAILED "Compressing $2 failed: $(first_line "$1/zstd.err")" "$RETRIED"
  [[ -n $(measured_length "$1") && $(measured_sha256 "$1") =~ ^[0-9a-f]{64}$ ]] \
    || fail DUMP_FAILED "The length or hash of $2 could not be measured." "$RETRIED"
  [[ ! -s $1/dump.err ]] || log "$2: $(first_line "$1/dump.err")" # a warning
  log "uploaded $2: $(measured_length "$1") bytes"
  jq -n --arg path "$2" --arg sha256 "$(measured_sha256 "$1")" --argjson length "$(measured_length "$1")" \
    '{$path, $length, $sha256}' >"$1/file.json"
}

# block_mib DATABASE_BYTES: a blob has at most 50 000 blocks (learn.microsoft.com/rest/api/storageservices/put-block), a
# stream's length is not known ahead, and azcopy keeps five blocks in memory. A dump may be larger than its database, so
# there is room for twice its size: 8 MiB up to 195 GiB, 168 MiB for 4 TiB.
block_mib() {
  local mib=$(((2 * $1 / 50000 + MIB - 1) / MIB))
  echo $((mib < 8 ? 8 : mib))
}

report_progress() {
  local read
  progress dump "$2" 0 "$3"
  while sleep 1; do
    read=$(bytes_read_by "$WORK/files/$1.data" zstd)
    ((read == 0)) || progress dump "$2" "$read" $((read > $3 ? read : $3))
  done
}

# --- The snapshot and what it holds -------------------------------------------------------------------------------------

# Opens a session (file descriptors in SESSION) whose snapshot PG_DUMP_OPTIONS then name.
hold_snapshot() {
  local snapshot
  coproc SESSION { stage "$1" session psql -X -q -A -t -v ON_ERROR_STOP=1 -d "$(database_option "$2")"; }
  echo 'BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY; SELECT pg_catalog.pg_export_snapshot();' >&"${SESSION[1]}" || true
  IFS= read -r snapshot <&"${SESSION[0]}" || session_failure "$1"
  PG_DUMP_OPTIONS=(--format=custom --snapshot="$snapshot" --no-tablespaces --lock-wait-timeout="$LOCK_TIMEOUT")
}

# in_session DIR FILE SQL: the rows of the SQL, run in the snapshot, are in DIR/FILE.
in_session() {
  local answer
  printf '\\o %s\n%s\n\\o\n\\echo done\n' "$1/$2" "$3" >&"${SESSION[1]}" || true
  IFS= read -r answer <&"${SESSION[0]}" || session_failure "$1"
  [[ $answer == "done" ]] || fail DUMP_FAILED "The session that holds the snapshot said: $answer"
}

session_failure() {
  sleep 0.2 # psql has closed its output; what it said and its status follow
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

# --- The end ------------------------------------------------------------------------------------------------------------

upload_result() {
  local dir=$WORK/files/result
  mkdir "$dir"
  describe_databases >"$WORK/contents.json"
  jq -s . "$WORK"/files/*/file.json >"$WORK/files.json"
  jq -n --arg image_id "$IMAGE_ID" --arg attempt "$TOYGRES_ATTEMPT" --arg postgres_version "$MAJOR" \
    --arg server_version "$SERVER_VERSION" --arg client_version "$CLIENT_VERSION" \
    --arg started_at "$STARTED_AT" --arg finished_at "$(date -u +%FT%TZ)" \
    --slurpfile files "$WORK/files.json" --slurpfile databases "$WORK/contents.json" '
    {format: 1, kind: "logical", $image_id, $attempt, $postgres_version, $server_version, $client_version,
     $started_at, $finished_at, files: $files[0], databases: $databases[0]}' >"$WORK/result.json"
  upload "$dir" result.json 8 <"$WORK/result.json" || true
  echo 0 | tee "$dir/dump.status" >"$dir/zstd.status"
  check_file "$dir" result.json
  conclude "$(jq -cn --arg attempt "$TOYGRES_ATTEMPT" --arg result "$PREFIX/result.json" \
    --argjson result_length "$(measured_length "$dir")" --arg result_sha256 "$(measured_sha256 "$dir")" \
    '{outcome: "succeeded", $attempt, $result, $result_length, $result_sha256}')"
  log "done"
}

describe_databases() {
  local dir number
  for dir in "$WORK"/databases/*; do
    [[ -d $dir ]] || continue # a server may have no database at all
    number=${dir##*/}
    jq --slurpfile schemas "$dir/schemas.json" --slurpfile extensions "$dir/extensions.json" --slurpfile counts "$dir/object_counts.json" \
      --slurpfile tables "$dir/tables.jsonl" --arg number "$number" '
      {name, owner, encoding, collate, ctype, size_bytes,
       schema_file: "\($number).schema.dump", data_file: "\($number).data.dump.zst",
       schemas: ($schemas[0] // []), extensions: $extensions[0], object_counts: $counts[0], tables: $tables}' "$dir/database.json"
  done | jq -s .
}

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
    *'database "'*'" does not exist'*) fail DATABASE_NOT_FOUND "$line" ;;
    *'could not translate host name'* | *'Connection refused'* | *'timeout expired'* | *'No route to host'* | \
      *'Network is unreachable'* | *'server closed the connection'* | *'the database system is'* | *'Connection timed out'* | \
      *'too many clients'* | *'remaining connection slots'* | *'terminating connection'* | *'Connection reset'* | *'SSL SYSCALL'*)
      fail SOURCE_UNREACHABLE "The source cannot be reached: $line" ;;
    *'lock timeout'*) fail DUMP_FAILED "A table stayed locked for $LOCK_TIMEOUT: $line" ;;
    *) fail DUMP_FAILED "Dumping failed: $line" ;;
  esac
}

supervise main
