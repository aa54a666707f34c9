#!/usr/bin/env bash
# Loads an image into an instance's empty volume, before the instance is visible to anyone.
#
# A private server on a Unix socket, with durability off, takes what is streamed from Blob Storage; every file's length and
# SHA-256, and then the rows and objects of every database, must be what the image's manifest says. Then the data directory
# is shut down, synced, marked and renamed to /pgdata/data: it is there whole, or not at all.
set -Eeuo pipefail

readonly UNEXPECTED_CODE=LOAD_FAILED WORK_SPACE_CODE=LOAD_FAILED
readonly BLOB_AUTH_CODE=DOWNLOAD_AUTH_FAILED BLOB_FAILED_CODE=DOWNLOAD_FAILED BLOB_MISSING_CODE=IMAGE_NOT_FOUND

# shellcheck source-path=SCRIPTDIR source=../../../../../common/src/main/resources/jobs/lib.sh
source "${BASH_SOURCE[0]%/*}/lib.sh"

readonly CONFIG=/etc/postgresql/postgresql.conf
readonly FINISHED=/pgdata/data MARKER=toygres-restore.json

# The first download must pass in this time: azcopy itself goes on trying to connect for longer than anyone wants to wait.
readonly FIRST_DOWNLOAD_SECONDS=120

main() {
  read_spec
  use_blobs "$CONTAINER_URL"
  lock_volume
  if [[ -e $FINISHED ]]; then
    recognise_finished
    return
  fi
  clear_leftovers
  fetch_manifest
  create_cluster
  start_server
  check_extensions
  load_globals
  load_databases
  compare_globals
  set_password
  stop_server
  publish
}

# --- What to do ---------------------------------------------------------------------------------------------------------

read_spec() {
  spec() { jq -er ".$1" <<<"$TOYGRES_SPEC"; }
  INSTANCE_ID=$(spec instance_id)
  IMAGE_ID=$(spec image_id)
  MAJOR=$(spec postgres_version)
  MANIFEST_SHA256=$(spec manifest_sha256)
  CONTAINER_URL=$(spec blob_container_url)
  PARALLELISM=$(spec parallelism)
  readonly ATTEMPT=/pgdata/restore.$TOYGRES_ATTEMPT
  readonly DATA=$ATTEMPT/data MANIFEST=$ATTEMPT/manifest.json
}

# A pod that is still going away must not write beside this one.
lock_volume() {
  exec {LOCK}>/pgdata/.restore.lock
  flock -w 60 "$LOCK" || fail LOAD_FAILED "Another pod is still working on the volume." "$RETRIED"
}

# An earlier attempt may have finished without being seen to.
recognise_finished() {
  local result
  result=$(jq -ce --arg instance "$INSTANCE_ID" --arg image "$IMAGE_ID" --arg sha256 "$MANIFEST_SHA256" '
    select(.instance_id == $instance and .image_id == $image and .manifest_sha256 == $sha256).result' \
    "$FINISHED/$MARKER") || fail LOAD_FAILED "The volume already holds a data directory that is not this restore's."
  rm -rf /pgdata/restore.*
  conclude "$result"
  log "an earlier attempt has finished the restore"
}

clear_leftovers() {
  rm -rf /pgdata/restore.*
  mkdir "$ATTEMPT" || volume_failure "$ATTEMPT"
  mkdir -p "$WORK/databases" "$WORK/socket"
}

fetch_manifest() {
  local dir=$WORK/manifest
  mkdir "$dir"
  { get_blob "$dir" "$IMAGE_ID/manifest.json" "$FIRST_DOWNLOAD_SECONDS" | measured "$dir" >"$MANIFEST"; } || true
  ! failed "$dir" azcopy || blob_failure "$dir" "download of the image's manifest"
  [[ $(measured_sha256 "$dir") == "$MANIFEST_SHA256" ]] \
    || fail CHECKSUM_MISMATCH "The image's manifest is not the one that was committed: its SHA-256 differs."
  [[ $(manifest .manifest_version) == 1 && $(manifest .kind) == logical && $(manifest .image_id) == "$IMAGE_ID" ]] \
    || fail IMAGE_UNREADABLE "The manifest is not a logical image's in format 1, or not this image's."
  [[ $(manifest .postgres_version) == "$MAJOR" && $(program_major postgres) == "$MAJOR" ]] \
    || fail IMAGE_UNREADABLE "The image is of PostgreSQL $(manifest .postgres_version), this job restores $MAJOR with $(program_major postgres)."
  PREFIX=$(manifest .prefix)
}

manifest() { jq -r "$1" "$MANIFEST"; }

# --- The private server -------------------------------------------------------------------------------------------------

# Every database of the image is made from template0, so the cluster's own encoding and locale bind none of them.
create_cluster() {
  local dir=$WORK/initdb
  mkdir "$dir"
  stage "$dir" initdb initdb --pgdata="$DATA" --username=postgres --auth=trust --encoding=UTF8 --locale=C.UTF-8 \
    --data-checksums --no-sync >"$dir/out" || {
    volume_failure "$dir"
    fail LOAD_FAILED "initdb failed: $(first_line "$dir/initdb.err")"
  }
}

# The instance's configuration, for the libraries it loads, with everything overruled that a bulk load does not want: the
# data directory is thrown away unless this Job ends well, so nothing in it need survive a crash on the way.
start_server() {
  local dir=$WORK/server memory
  mkdir "$dir"
  echo 'local all all trust' >"$dir/pg_hba.conf"
  memory=$(memory_mib)
  local options=(
    listen_addresses='' unix_socket_directories="$WORK/socket" hba_file="$dir/pg_hba.conf" data_directory="$DATA"
    external_pid_file='' ssl=off
    fsync=off full_page_writes=off synchronous_commit=off wal_level=minimal max_wal_senders=0 archive_mode=off
    wal_recycle=off wal_init_zero=off checkpoint_timeout=1h max_wal_size="$(wal_mib)MB" autovacuum=off
    shared_buffers="$(between 64 $((memory / 8)) 1024)MB"
    maintenance_work_mem="$(between 64 $((memory / 8 / PARALLELISM)) 2047)MB"
    max_parallel_maintenance_workers="$PARALLELISM" jit=off
    dynamic_shared_memory_type=mmap # a container's /dev/shm has 64 MB
    log_destination=stderr logging_collector=off log_statement=none log_min_duration_statement=-1
    log_min_error_statement=panic # no statement, with what may be in it, gets into a log
  )
  ((MAJOR < 17)) || options+=(summarize_wal=off)
  calm_sessions "$MAJOR"
  PGOPTIONS+=" -c session_replication_role=origin"
  export PGHOST=$WORK/socket PGUSER=postgres
  stage "$dir" server postgres -D "$DATA" -c config_file="$CONFIG" "${options[@]/#/--}" >"$dir/out" &
  SERVER=$!
  wait_for_server "$dir"
}

wait_for_server() {
  local tenths
  for ((tenths = 0; tenths < 600; tenths++)); do
    ! pg_isready -q || return 0
    [[ ! -e $1/server.status ]] || break
    sleep 0.1
  done
  volume_failure "$1"
  extension_failure "$(cat "$1/server.err")"
  fail LOAD_FAILED "The private server did not start: $(grep -m 1 -E 'FATAL|PANIC' "$1/server.err" | cut -c 1-300)"
}

on_stop() {
  [[ ! -s $WORK/server/server.pid ]] || kill -QUIT "$(<"$WORK/server/server.pid")" 2>/dev/null
}

stop_server() {
  pg_ctl stop --pgdata="$DATA" --mode=fast --wait --timeout=86400 --silent >"$WORK/server/stop" 2>&1 || true
  wait "$SERVER" || load_failure "$WORK/server" server
  pg_controldata "$DATA" | grep -q '^Database cluster state: *shut down$' \
    || fail LOAD_FAILED "The private server did not shut down cleanly."
}

# What the container may use: its cgroup's limit (version 2 or 1), or the machine's memory.
memory_mib() {
  local total limit
  total=$(($(sed -n 's/^MemTotal: *\([0-9]*\) kB/\1/p' /proc/meminfo) / 1024))
  limit=$(cat /sys/fs/cgroup/memory.max /sys/fs/cgroup/memory/memory.limit_in_bytes 2>/dev/null | head -n 1) || true
  [[ $limit =~ ^[0-9]+$ ]] && ((limit / MIB < total)) && total=$((limit / MIB))
  echo "$total"
}

# WAL takes its space from the volume that the data needs.
wal_mib() {
  local free
  free=$(df --output=avail --block-size=1M /pgdata | tail -n 1)
  between 128 $((free / 8)) 16384
}

between() { echo $(($2 < $1 ? $1 : $2 > $3 ? $3 : $2)); }

# --- Roles and extensions -----------------------------------------------------------------------------------------------

# Before anything is loaded: can each extension be had in the version that the source has?
check_extensions() {
  local missing
  manifest '[.databases[].extensions[]] | unique' >"$WORK/extensions.json"
  missing=$(query template1 <<'SQL'
\set wanted `cat /toygres/work/extensions.json`
SELECT pg_catalog.format('%s %s (available: %s)', w.name, w.version, coalesce((SELECT pg_catalog.string_agg(v.version, ', ')
  FROM pg_catalog.pg_available_extension_versions v WHERE v.name = w.name), 'none'))
FROM pg_catalog.json_to_recordset(:'wanted') AS w (name text, version text)
WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_available_extension_versions v WHERE v.name = w.name AND v.version = w.version)
LIMIT 1;
SQL
  )
  [[ -z $missing ]] || fail EXTENSION_UNAVAILABLE "The runtime image cannot install an extension of the image: $missing."
}

# initdb has made the role postgres; everything else is as in the source. Terse, because an error could quote a verifier.
load_globals() {
  local dir=$WORK/globals
  mkdir "$dir"
  download "$dir" globals.sql.zst "$dir/globals.sql.zst"
  zstd -q -d -c "$dir/globals.sql.zst" >"$dir/globals.sql" || fail IMAGE_UNREADABLE "globals.sql.zst cannot be decompressed."
  sed '0,/^CREATE ROLE postgres;$/{/^CREATE ROLE postgres;$/d}' "$dir/globals.sql" >"$dir/new.sql"
  stage "$dir" psql psql -X -q -v ON_ERROR_STOP=1 -v VERBOSITY=terse -d template1 -f "$dir/new.sql" >"$dir/out" \
    || load_failure "$dir" psql
  log "roles are loaded"
}

# The roles, memberships, passwords and settings are now the image's: a dump of them says the same.
compare_globals() {
  local dir=$WORK/globals difference
  pg_dumpall --globals-only --no-tablespaces -l template1 >"$dir/loaded.sql"
  difference=$(diff <(comparable "$dir/globals.sql") <(comparable "$dir/loaded.sql") | grep -c '^[<>]') || true
  ((difference == 0)) || fail CONTENT_MISMATCH "Roles and their settings differ from the image's in $difference lines."
}

# Without what differs from dump to dump, and without the role whose password is the instance's.
comparable() { grep -v -E '^(--|\\|ALTER ROLE postgres WITH )' "$1" | sort; }

# The instance's password, which is the image's. It goes from the file to the server; neither logs the statement.
set_password() {
  query template1 <<'SQL'
\set password `cat /toygres/secret/password`
SET password_encryption = 'scram-sha-256';
ALTER ROLE postgres PASSWORD :'password';
SQL
}

# --- Databases ----------------------------------------------------------------------------------------------------------

load_databases() {
  local count number
  count=$(manifest '.databases | length')
  drop_postgres
  for ((number = 0; number < count; number++)); do
    worker "$PARALLELISM" load_database "$number"
  done
  await_workers
}

# If the image has a database of that name, it is created like any other.
drop_postgres() {
  [[ $(manifest 'any(.databases[]; .name == "postgres")') == true ]] || return 0
  query template1 <<<'DROP DATABASE postgres;'
}

load_database() {
  local dir=$WORK/databases/$1 name schema data
  mkdir "$dir"
  manifest ".databases[$1]" >"$dir/database.json"
  name=$(jq -r .name "$dir/database.json")
  schema=$ATTEMPT/$(jq -r .schema_file "$dir/database.json")
  data=$(jq -r .data_file "$dir/database.json")
  mkdir "$dir/schema" "$dir/data"
  echo load >"$dir/phase"
  report_progress "$dir" "$name" "$(file_length "$data")" &
  local reporter=$!
  download "$dir/schema" "${schema##*/}" "$schema"
  create_database "$dir" "$name" "$schema"
  load_data "$dir/data" "$name" "$data"
  echo index >"$dir/phase"
  add_indexes "$dir" "$name" "$schema"
  analyze "$dir" "$name"
  compare_contents "$dir" "$name"
  kill "$reporter" 2>/dev/null || true
  log "database $(json_string "$name") is loaded and holds what the image says"
}

# A line of an archive's list up to the object's type.
readonly ENTRY='^[0-9]+; [0-9]+ [0-9]+'

# list DIR NAME ARCHIVE ARGUMENT...: what the archive holds, in DIR/NAME.list. Sections are chosen here and not when a part of a
# list is restored: pg_restore takes a comment to belong to the section of the entry before it, and that may be gone by then.
list() {
  local dir=$1 name=$2 archive=$3
  shift 3
  stage "$dir" list pg_restore --list "$@" "$archive" >"$dir/$name.list" || load_failure "$dir" list
}

# The database with its settings, then schemas, then each extension in the source's version, then what may need those.
create_database() {
  local dir=$1 name=$2 archive=$3
  list "$dir" pre-data "$archive" --create --section=pre-data
  grep -E "$ENTRY (DATABASE|DATABASE PROPERTIES|(ACL|COMMENT|SECURITY LABEL) - DATABASE) " "$dir/pre-data.list" >"$dir/database.list"
  grep -E "$ENTRY SCHEMA " "$dir/pre-data.list" >"$dir/schemas.list" || true
  grep -v -E "$ENTRY (SCHEMA|EXTENSION) " "$dir/pre-data.list" >"$dir/objects.list" || true
  load "$dir" database template1 --create --use-list="$dir/database.list" "$archive"
  remove_defaults "$dir" "$name"
  load "$dir" schemas "$name" --use-list="$dir/schemas.list" "$archive"
  create_extensions "$dir" "$name"
  load "$dir" objects "$name" --use-list="$dir/objects.list" "$archive"
}

# template0 brings the schema public and the extension plpgsql; the source may have dropped them, which no archive tells.
remove_defaults() {
  jq -r '(if .schemas | index("public") then empty else "DROP SCHEMA public;" end),
    (if any(.extensions[]; .name == "plpgsql") then empty else "DROP EXTENSION plpgsql;" end)' "$1/database.json" | query "$2"
}

create_extensions() {
  jq -c .extensions "$1/database.json" >"$1/extensions.json"
  {
    # shellcheck disable=SC2016 # the backticks are psql's
    printf '\\set extensions `cat %s`\n' "$1/extensions.json"
    cat <<'SQL'
SELECT pg_catalog.format('CREATE EXTENSION %I SCHEMA %I VERSION %L', e.extension ->> 'name', e.extension ->> 'schema', e.extension ->> 'version')
FROM pg_catalog.json_array_elements(:'extensions') WITH ORDINALITY AS e (extension, position)
WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_extension x WHERE x.extname = e.extension ->> 'name') ORDER BY position
\gexec
SQL
  } >"$1/extensions.sql"
  stage "$1" extensions psql -X -q -v ON_ERROR_STOP=1 -d "$(database_option "$2")" -f "$1/extensions.sql" >"$1/extensions.out" \
    || load_failure "$1" extensions
}

load_data() {
  local dir=$1 name=$2 file=$3
  get_blob "$dir" "$PREFIX$file" 0 | measured "$dir" | stage "$dir" zstd zstd -q -d -c | load_stream "$dir" "$name" || true
  ! failed "$dir" azcopy || blob_failure "$dir" "download of $file"
  check_measured "$dir" "$file"
  check_load "$dir" data
  ! failed "$dir" zstd || fail IMAGE_UNREADABLE "$file cannot be decompressed: $(first_line "$dir/zstd.err")"
}

# A failed load waits for the rest of the download, whose hash tells whether the image is to blame; a full volume does not.
load_stream() {
  stage "$1" data pg_restore --exit-on-error --no-tablespaces --section=data -d "$(database_option "$2")" || volume_failure "$1"
}

# Indexes are built side by side, each under a lock on its own table. What follows (foreign keys, partitions' indexes, triggers,
# materialized views) locks several tables at once: pg_restore's workers run into deadlocks over those of partitioned tables.
add_indexes() {
  local dir=$1 name=$2 archive=$3
  list "$dir" post-data "$archive" --section=post-data
  grep -E "$ENTRY (INDEX|CONSTRAINT) " "$dir/post-data.list" | grep -v -E "$ENTRY INDEX ATTACH " >"$dir/indexes.list" || true
  grep -v -x -F -f "$dir/indexes.list" "$dir/post-data.list" >"$dir/rest.list" || true
  check_lists "$dir" "$archive"
  load "$dir" indexes "$name" --jobs="$PARALLELISM" --use-list="$dir/indexes.list" "$archive"
  load "$dir" rest "$name" --use-list="$dir/rest.list" "$archive"
}

# Nothing of the archive may fall between the lists. Extensions are created without one.
check_lists() {
  local missed
  list "$1" all "$2" --create
  missed=$(cat "$1"/{database,schemas,objects,indexes,rest}.list | grep -v -x -F -f - "$1/all.list" | grep -v -E "$ENTRY EXTENSION ") || true
  [[ -z $missed ]] || fail LOAD_FAILED "This job cannot restore an entry of the archive: $(first_line <(echo "$missed"))."
}

# load DIR NAME DATABASE ARGUMENT...: one run of pg_restore, which may neither fail nor warn.
load() {
  local dir=$1 name=$2 database=$3
  shift 3
  stage "$dir" "$name" pg_restore --exit-on-error --no-tablespaces -d "$(database_option "$database")" "$@" || true
  check_load "$dir" "$name"
}

# What this server would rightly warn of is not about the load: it runs with wal_level minimal, and a restored subscription
# starts out disconnected (postgresql.org/docs/current/logical-replication-subscription.html).
check_load() {
  ! failed "$1" "$2" || load_failure "$1" "$2"
  ! grep -E '^pg_restore: warning:|^WARNING:' "$1/$2.err" \
    | grep -v -E 'wal_level is insufficient to publish|tables were not subscribed|subscription was created, but is not connected' \
      >"$1/$2.warnings" || fail LOAD_FAILED "Loading warned: $(first_line "$1/$2.warnings")"
}

analyze() {
  stage "$1" analyze vacuumdb --analyze-only --quiet --jobs="$PARALLELISM" -d "$(database_option "$2")" || load_failure "$1" analyze
}

# --- Comparison with the manifest ---------------------------------------------------------------------------------------

compare_contents() {
  local dir=$1 difference
  jq -c '[.tables[] | select(.rows == null) | [.schema, .name]]' "$dir/database.json" >"$dir/uncounted.json"
  {
    # shellcheck disable=SC2016 # the backticks are psql's
    printf '\\set limit 9223372036854775807\n\\set uncounted `cat %s`\n' "$dir/uncounted.json"
    echo "$ROW_COUNTS_SQL"
  } | query "$2" >"$dir/tables.jsonl"
  query "$2" <<<"$OBJECT_COUNTS_SQL" >"$dir/object_counts.json"
  query "$2" <<<"$EXTENSIONS_SQL" >"$dir/loaded_extensions.json"
  difference=$(jq -r --slurpfile tables "$dir/tables.jsonl" --slurpfile counts "$dir/object_counts.json" \
    --slurpfile extensions "$dir/loaded_extensions.json" '
    def rows(tables): [tables[] | {key: "\(.schema).\(.name)", value: (.rows // "uncounted")}] | from_entries;
    def differences(kind; image; loaded): image as $i | loaded as $l
      | (($i + $l) | keys_unsorted[]) | select($i[.] != $l[.]) | "\(kind)\(.): \($i[.] // "none") in the image, \($l[.] // "none") restored";
    def versions(extensions): [extensions[] | {key: .name, value: "\(.version) in \(.schema)"}] | from_entries;
    [differences("rows of "; rows(.tables); rows($tables)),
     differences("number of "; .object_counts; $counts[0]),
     differences("extension "; versions(.extensions); versions($extensions[0]))] | first // empty' "$dir/database.json")
  [[ -z $difference ]] || fail CONTENT_MISMATCH "Database \"$2\" is not what the image holds: $difference."
}

# --- Files --------------------------------------------------------------------------------------------------------------

# download DIR FILE TARGET: a file of the image, checked against the manifest.
download() {
  { get_blob "$1" "$PREFIX$2" 0 | measured "$1" >"$3"; } 2>"$1/measured.err" || volume_failure "$1"
  ! failed "$1" azcopy || blob_failure "$1" "download of $2"
  check_measured "$1" "$2"
}

check_measured() {
  local expected actual
  expected=$(jq -r --arg path "$2" '.files[] | select(.path == $path) | "\(.length) \(.sha256)"' "$MANIFEST")
  actual="$(measured_length "$1") $(measured_sha256 "$1")"
  [[ -n $expected ]] || fail IMAGE_UNREADABLE "The manifest does not list $2."
  [[ $actual == "$expected" ]] \
    || fail CHECKSUM_MISMATCH "$2 is not what was backed up: ${actual% *} bytes in place of ${expected% *}, or another SHA-256."
}

file_length() { jq -r --arg path "$1" '.files[] | select(.path == $path).length' "$MANIFEST"; }

# report_progress DIR DATABASE LENGTH: the part of the data file that is loaded, then the size that the indexes bring it to.
report_progress() {
  local done_bytes total
  total=$(jq .size_bytes "$1/database.json")
  while sleep 1; do
    if [[ $(<"$1/phase") == load ]]; then
      done_bytes=$(bytes_read_by "$1/data" zstd)
      ((done_bytes == 0)) || progress load "$2" $((done_bytes < $3 ? done_bytes : $3)) "$3"
    else
      done_bytes=$(query "$2" <<<'SELECT pg_catalog.pg_database_size(pg_catalog.current_database())')
      progress index "$2" "$done_bytes" $((done_bytes > total ? done_bytes : total))
    fi
  done
}

# --- The end ------------------------------------------------------------------------------------------------------------

# Only what is on disk whole gets the name under which an instance will look for it.
publish() {
  local result
  result=$(manifest '{outcome: "succeeded", databases: (.databases | length), tables: ([.databases[].tables[]] | length),
    rows: ([.databases[].tables[].rows // 0] | add // 0), bytes: ([.files[].length] | add)} | tojson')
  jq -cn --arg instance_id "$INSTANCE_ID" --arg image_id "$IMAGE_ID" --arg manifest_sha256 "$MANIFEST_SHA256" \
    --argjson result "$result" '{$instance_id, $image_id, $manifest_sha256, $result}' >"$DATA/$MARKER"
  initdb --sync-only --pgdata="$DATA" >"$WORK/initdb/sync" 2>&1 || {
    volume_failure "$WORK/initdb"
    fail LOAD_FAILED "The data directory could not be written to disk: $(first_line "$WORK/initdb/sync")"
  }
  mv -T "$DATA" "$FINISHED"
  sync /pgdata
  rm -rf "$ATTEMPT"
  conclude "$result"
  log "done"
}

# --- Failures -----------------------------------------------------------------------------------------------------------

# volume_failure DIR: fails if what went wrong in DIR, or in the server meanwhile, is that the volume is full.
volume_failure() {
  if out_of_space /pgdata || grep -q -E "$NO_SPACE" "$1"/*.err "$WORK"/server/server.err 2>/dev/null; then
    fail VOLUME_FULL "The instance's volume is too small for the image: $(df --output=size --block-size=1M /pgdata | tail -n 1 | tr -d ' ') MiB."
  fi
}

# extension_failure TEXT: fails if the text tells of an extension or library that is not there.
extension_failure() {
  case $1 in
    *'could not open extension control file'* | *'could not access file "'* | *'has no installation script'* | \
      *'is not available'* | *'shared_preload_libraries'* | *'could not load library'*)
      fail EXTENSION_UNAVAILABLE "The runtime image lacks what the image needs: $(error_line <<<"$1")" ;;
  esac
}

# load_failure DIR NAME: fails with what that PostgreSQL program ran into. Never the command in question: it may hold secrets.
load_failure() {
  local said
  said=$(cat "$1/$2.err" 2>/dev/null || true)
  volume_failure "$1"
  extension_failure "$said"
  case $said in
    *'valid archive'* | *'magic string'* | *'unsupported version'* | *'too short'* | *'corrupt'*)
      fail IMAGE_UNREADABLE "An archive of the image cannot be read: $(error_line <<<"$said")" ;;
    *) fail LOAD_FAILED "Loading failed ($2): $(error_line <<<"$said")" ;;
  esac
}

supervise main
