# shellcheck shell=bash
# The private server of restore.sh: how it is made, run and stopped, the roles in it, and how its failures are told.

readonly CONFIG=/etc/postgresql/postgresql.conf

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
    # One transaction loads a database and holds up to four locks a table. The server has the product of the two: five a table.
    max_connections=100 max_locks_per_transaction="$(between 64 $(($(manifest '[.databases[].tables[]] | length') / 20)) 1000000)"
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

# --- Roles --------------------------------------------------------------------------------------------------------------

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

# --- Failures -----------------------------------------------------------------------------------------------------------

# volume_failure DIR: fails if what went wrong in DIR, or in the server meanwhile, is that the volume is full.
volume_failure() {
  if out_of_space /pgdata || grep -q -E "$NO_SPACE" "$1"/*.err "$WORK"/server/server.err 2>/dev/null; then
    fail VOLUME_FULL "The instance's volume is too small for the image: $(df --output=size --block-size=1M /pgdata | tail -n 1 | tr -d ' ') MiB."
  fi
}

# The server ends when it can write no more, and with it whatever was connected to it.
explain_unexpected() { volume_failure "$WORK/server"; }

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
    *'valid archive'* | *'text format'* | *'magic string'* | *'unsupported version'* | *'too short'* | *'corrupt'*)
      fail IMAGE_UNREADABLE "An archive of the image cannot be read: $(error_line <<<"$said")" ;;
    *) fail LOAD_FAILED "Loading failed ($2): $(error_line <<<"$said")" ;;
  esac
}
