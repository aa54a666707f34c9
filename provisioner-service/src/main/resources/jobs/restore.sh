#!/usr/bin/env bash
# Loads an image into an instance's empty volume, before the instance is visible to anyone.
#
# A private server on a Unix socket, with durability off, takes what is streamed from Blob Storage; every file's length and
# SHA-256, and then the rows and objects of every database, must be what the image's manifest says. Then the data directory
# is shut down, synced, marked and renamed to /pgdata/data: it is there whole, or not at all.
set -Eeuo pipefail

readonly UNEXPECTED_CODE=LOAD_FAILED WORK_SPACE_CODE=LOAD_FAILED
readonly BLOB_AUTH_CODE=DOWNLOAD_AUTH_FAILED BLOB_FAILED_CODE=DOWNLOAD_FAILED BLOB_MISSING_CODE=IMAGE_NOT_FOUND

readonly SCRIPTS=${BASH_SOURCE[0]%/*}
source "$SCRIPTS/supervision.sh"
source "$SCRIPTS/pipes.sh"
source "$SCRIPTS/blobs.sh"
source "$SCRIPTS/sessions.sh"
source "$SCRIPTS/catalog.sh"
source "$SCRIPTS/restore-server.sh"
source "$SCRIPTS/restore-databases.sh"

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
  worker 1 create_cluster
  fetch_manifest
  await_workers
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

# An earlier attempt may have finished unnoticed.
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

# begin_phase DIR PHASE DATABASE TOTAL: it is told at once, however soon it may be over.
begin_phase() {
  echo "$2" >"$1/phase"
  progress "$2" "$3" 0 "$4"
}

# Its size, and who works in it.
readonly DATABASE_ACTIVITY_SQL="
SELECT pg_catalog.pg_database_size(pg_catalog.current_database()),
  (SELECT pg_catalog.string_agg(pid::text, ' ') FROM pg_catalog.pg_stat_activity
    WHERE datname = pg_catalog.current_database() AND pid <> pg_catalog.pg_backend_pid());
"

# report_progress DIR DATABASE LENGTH: the part of the data file that is loaded, then the size that the indexes bring it to. A long
# sort, a check of a foreign key or a count changes no size, so the server's work on it is told too.
report_progress() {
  local done_bytes total backends
  total=$(jq .size_bytes "$1/database.json")
  while sleep 1; do
    if [[ $(<"$1/phase") == load ]]; then
      done_bytes=$(bytes_read_by "$1/data" zstd)
      ((done_bytes == 0)) || progress load "$2" $((done_bytes < $3 ? done_bytes : $3)) "$3"
    else
      IFS='|' read -r done_bytes backends < <(query "$2" <<<"$DATABASE_ACTIVITY_SQL")
      # shellcheck disable=SC2086 # one argument per backend
      progress index "$2" "$done_bytes" $((done_bytes > total ? done_bytes : total)) "$(processor_time $backends)"
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

supervise main
