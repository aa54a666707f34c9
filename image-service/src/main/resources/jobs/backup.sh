#!/usr/bin/env bash
# Dumps a running PostgreSQL server into Blob Storage, without staging data on disk.
#
# Under <image id>/<attempt>/ it leaves globals.sql.zst, for each database NNNN.schema.dump and NNNN.data.dump.zst of one
# snapshot, and last of all result.json, which lists every file with length and SHA-256 and what the databases held. The
# termination message carries the length and SHA-256 of result.json. Without that message nothing here is an image.
set -Eeuo pipefail

readonly UNEXPECTED_CODE=DUMP_FAILED WORK_SPACE_CODE=WORK_VOLUME_FULL
readonly BLOB_AUTH_CODE=UPLOAD_AUTH_FAILED BLOB_FAILED_CODE=UPLOAD_FAILED BLOB_MISSING_CODE=UPLOAD_FAILED

readonly SCRIPTS=${BASH_SOURCE[0]%/*}
source "$SCRIPTS/supervision.sh"
source "$SCRIPTS/pipes.sh"
source "$SCRIPTS/blobs.sh"
source "$SCRIPTS/sessions.sh"
source "$SCRIPTS/catalog.sh"
source "$SCRIPTS/backup-source.sh"
source "$SCRIPTS/backup-databases.sh"

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
  SOURCE_PATIENCE=$(spec .source_patience_seconds)
  PGHOST=$(spec .source.host) PGPORT=$(spec .source.port) PGUSER=$(spec .source.user)
  mkdir -p "$WORK/databases" "$WORK/files"
}

# --- Files --------------------------------------------------------------------------------------------------------------

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

supervise main
