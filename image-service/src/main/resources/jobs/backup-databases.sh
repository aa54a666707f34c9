# shellcheck shell=bash
# The databases of backup.sh: each is dumped into two archives of one snapshot, while its rows are counted in the same.

# How many databases are dumped at a time. More would only contend for the server's disk and for two cores.
readonly DATABASES_AT_ONCE=2

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
  # shellcheck disable=SC2034 # dump reads it, as it does SNAPSHOT
  ENCODING=$(jq -r .encoding <<<"$2")
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
  dump "$dir" "$2" --create --section=pre-data --section=post-data \
    | upload "$dir" "$path" 8 \
    || true
  echo 0 >"$dir/zstd.status"
  check_file "$dir" "$path"
}

dump_data() {
  local dir=$WORK/files/$1.data path=$1.data.dump.zst
  dump "$dir" "$2" --compress=0 --section=data \
    | stage "$dir" zstd zstd -q -c -T0 -1 \
    | upload "$dir" "$path" "$3" \
    || true
  check_file "$dir" "$path"
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
