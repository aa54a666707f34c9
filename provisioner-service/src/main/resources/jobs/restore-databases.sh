# shellcheck shell=bash
# The databases of restore.sh: each is created, loaded from the image's files and compared with the image's manifest.

# Before anything is loaded: is each extension available in the version that the source has?
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
  begin_phase "$dir" load "$name" "$(file_length "$data")"
  report_progress "$dir" "$name" "$(file_length "$data")" &
  local reporter=$!
  download "$dir/schema" "${schema##*/}" "$schema"
  create_database "$dir" "$name" "$schema"
  load_data "$dir/data" "$name" "$data"
  begin_phase "$dir" index "$name" "$(jq .size_bytes "$dir/database.json")"
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
  begin_load "${dir%/*}" >"$dir/begin.sql"
  get_blob "$dir" "$PREFIX$file" 0 | measured "$dir" | stage "$dir" zstd zstd -q -d -c | load_stream "$dir" "$name" || true
  ! failed "$dir" azcopy || blob_failure "$dir" "download of $file"
  check_measured "$dir" "$file"
  archive_is_whole "$dir" || load_failure "$dir" data
  check_load "$dir" psql
  check_load "$dir" data
  ! failed "$dir" zstd || fail IMAGE_UNREADABLE "$file cannot be decompressed: $(first_line "$dir/zstd.err")"
}

# begin_load DIR: SQL that begins the transaction which takes all rows, by emptying the tables that get many. What a transaction
# writes to a table that it has emptied needs no WAL at level minimal (postgresql.org/docs/current/runtime-config-wal.html): half
# of what would go to the disk. A few rows are not worth a new file. The index build then sets hint bits on pages that no WAL
# record covers, which costs it about what the load gains where the disk is not the limit.
begin_load() {
  jq -c '[.tables[] | select((.rows // 1000) >= 1000) | [.schema, .name]]' "$1/database.json" >"$1/large.json"
  # shellcheck disable=SC2016 # the backticks are psql's
  printf '\\set large `cat %s`\n' "$1/large.json"
  # The archive begins a transaction as well, which is a warning within this one. Then it sets its own level.
  cat <<'SQL'
SET client_min_messages = error;
BEGIN;
SELECT pg_catalog.format('TRUNCATE ONLY %I.%I', t ->> 0, t ->> 1) FROM pg_catalog.json_array_elements(:'large') AS t
\gexec
SQL
}

# As a script for psql, which sends rows by the block where pg_restore would send them one by one. A failed load waits for the
# rest of the download, whose hash tells whether the image is to blame; a full volume does not.
load_stream() {
  stage "$1" data pg_restore --exit-on-error --no-tablespaces --section=data --single-transaction -f - \
    | stage "$1" psql psql -X -q -v ON_ERROR_STOP=1 -d "$(database_option "$2")" -o /dev/null -f "$1/begin.sql" -f - \
    || volume_failure "$1"
}

# pg_restore could read the archive to its end, or as far as psql took it.
archive_is_whole() { ! failed "$1" data || { failed "$1" psql && [[ ! -s $1/data.err || $(<"$1/data.err") == *'Broken pipe'* ]]; }; }

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
  ! grep -E '^pg_restore: warning:|^(psql:[^ ]* )?WARNING:' "$1/$2.err" \
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
    printf '\\o %s\n%s\n' "$dir/tables.jsonl" "$ROW_COUNTS_SQL" "$dir/object_counts.json" "$OBJECT_COUNTS_SQL" \
      "$dir/loaded_extensions.json" "$EXTENSIONS_SQL"
  } | query "$2"
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
