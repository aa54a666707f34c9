# shellcheck shell=bash disable=SC2034 # constants are for the scripts that source this
# What the Job scripts share: supervision, failures, progress, blobs, and how to name a database to libpq.
#
# A script sources this file, defines `main` and ends with `supervise main`. It reads nothing but TOYGRES_SPEC (one JSON
# document), TOYGRES_ATTEMPT and the mounted files below; its outcome is one JSON document in the termination message.

export LC_ALL=C PGCLIENTENCODING=UTF8

readonly WORK=/toygres/work
readonly SECRET=/toygres/secret/password
readonly TERMINATION_LOG=/dev/termination-log

# Exit statuses the Job's podFailurePolicy knows: 42 ends the Job, any other non-zero status starts another pod.
readonly TERMINAL=42 RETRIED=1

readonly MIB=1048576

# The log is this script's stdout, whatever stdout may be where something is logged: inside a pipe that is data.
exec {LOG}>&1
log() { printf '%(%FT%TZ)T %s\n' -1 "$*" >&"$LOG"; }

# json_string TEXT: the text as a JSON string. Pure bash: the runtime images have no jq.
json_string() {
  local text=$1 character code
  text=${text//\\/\\\\}
  text=${text//\"/\\\"}
  text=${text//$'\n'/\\n}
  text=${text//$'\t'/\\t}
  text=${text//$'\r'/\\r}
  for code in {1..8} 11 12 {14..31}; do
    printf -v character '%b' "\\x$(printf %x "$code")"
    text=${text//"$character"/ }
  done
  printf '"%s"' "$text"
}

# progress PHASE DATABASE|'' DONE TOTAL|'': one line for the service that follows this Job. Bytes.
progress() {
  local database=null
  [[ -z $2 ]] || database=$(json_string "$2")
  printf '{"progress":{"phase":"%s","database":%s,"done_bytes":%d,"total_bytes":%s}}\n' "$1" "$database" "$3" "${4:-null}" >&"$LOG"
}

# --- Supervision --------------------------------------------------------------------------------------------------------
#
# The work runs in a background job with a process group of its own. The shell that waits for it can thus act on a signal at
# once, and stop everything the work started. A failure anywhere in the work is a signal to that shell.

WORK_GROUP=

# supervise COMMAND: runs it to its end, and exits with its status or with that of the first `fail` in it.
supervise() {
  trap 'stop_work; log "stopped by SIGTERM"; exit 143' TERM INT
  trap 'stop_work; exit "$TERMINAL"' USR1
  trap 'stop_work; exit "$RETRIED"' USR2
  set -m
  "$@" &
  WORK_GROUP=$!
  set +m
  local status=0
  wait "$WORK_GROUP" || status=$?
  ((status == 0)) || fail_unexpectedly "$status"
}

# Stops all processes of the work: gently, then after 5 s for good.
stop_work() {
  trap '' TERM INT USR1 USR2
  [[ -n $WORK_GROUP ]] || return 0
  on_stop || true
  kill -TERM -- "-$WORK_GROUP" 2>/dev/null || return 0
  local tenths
  for ((tenths = 0; tenths < 50; tenths++)); do
    kill -0 -- "-$WORK_GROUP" 2>/dev/null || return 0
    sleep 0.1
  done
  kill -KILL -- "-$WORK_GROUP" 2>/dev/null || true
}

# A script overrides this to stop what does not live in the process group.
on_stop() { :; }

# conclude JSON: writes the termination message. The first one stands: what fails after a failure is its consequence.
conclude() {
  [[ -s $TERMINATION_LOG ]] || printf '%s' "$1" >"$TERMINATION_LOG"
}

# fail CODE DETAIL [STATUS]: ends the Job's attempt, from whatever subshell finds the failure. The status follows from the
# code: what another pod may find better is retried.
fail() {
  local code=$1 detail=${2:0:900} status=${3:-}
  if [[ -z $status ]]; then
    case $code in
      SOURCE_UNREACHABLE | UPLOAD_FAILED | DOWNLOAD_FAILED) status=$RETRIED ;;
      *) status=$TERMINAL ;;
    esac
  fi
  if [[ $code != "$WORK_SPACE_CODE" ]] && out_of_space "$WORK"; then
    code=$WORK_SPACE_CODE status=$TERMINAL detail="The job's work volume $WORK is full ($detail)"
  fi
  log "failed: $code: $detail"
  conclude "{\"outcome\":\"failed\",\"code\":\"$code\",\"detail\":$(json_string "$detail")}"
  case $status in
    "$TERMINAL") kill -USR1 $$ ;;
    *) kill -USR2 $$ ;;
  esac
  exit "$status"
}

# What no `fail` explains: a command that should not fail did. The log has its line (see the ERR trap).
fail_unexpectedly() {
  [[ ! -s $TERMINATION_LOG ]] || exit "$1" # the signal of a `fail` has yet to arrive
  fail "$UNEXPECTED_CODE" "The job stopped where it should not have (status $1); its log names the line." "$RETRIED"
}

trap 'log "${BASH_SOURCE[0]##*/}:$LINENO: status $? from: ${BASH_COMMAND%%$'\''\n'\''*}"' ERR

# What programs say when a volume is full. initdb removes what it wrote, so afterwards there is space again.
readonly NO_SPACE='No space left on device|could not extend file .*: wrote only'

# out_of_space PATH: less than 1 MiB is left on its file system.
out_of_space() {
  local free
  free=$(df --output=avail --block-size=1 "$1" | tail -n 1) || return 1
  ((free < MIB))
}

# first_line FILE...: the first line that tells something, without the program's name; for the detail of a failure.
first_line() {
  cat -- "$@" 2>/dev/null | grep -m 1 -E '[^[:space:]]' | cut -c 1-400 || true
}

# --- Workers ------------------------------------------------------------------------------------------------------------

WORKERS=() # by pid

# worker LIMIT COMMAND...: runs the command in the background as soon as fewer than LIMIT are running.
worker() {
  ((${#WORKERS[@]} < $1)) || await_worker
  "${@:2}" &
  WORKERS[$!]=running
}

# Waits for one worker. One that has failed has said so; the script then stops here.
await_worker() {
  local ended=
  wait -n -p ended "${!WORKERS[@]}"
  unset "WORKERS[$ended]"
}

await_workers() { while ((${#WORKERS[@]} > 0)); do await_worker; done; }

# --- Pipes --------------------------------------------------------------------------------------------------------------

# stage DIR NAME COMMAND...: runs the command as one stage of a pipe (or in the background). DIR keeps its pid, its exit
# status and what it wrote to stderr, so that the stage that failed can be told from those that failed because of it.
stage() {
  local dir=$1 name=$2 status=0
  shift 2
  (
    echo "$BASHPID" >"$dir/$name.pid"
    exec "$@" 2>"$dir/$name.err"
  ) || status=$?
  echo "$status" >"$dir/$name.status"
  return "$status"
}

# failed DIR NAME: that stage did not end with status 0 (or never ended).
failed() { [[ $(cat "$1/$2.status" 2>/dev/null) != 0 ]]; }

# bytes_read_by DIR NAME: how much the running stage has read so far; 0 when that cannot be known.
bytes_read_by() {
  local pid key value
  pid=$(cat "$1/$2.pid" 2>/dev/null) || pid=none
  while read -r key value; do
    [[ $key != rchar: ]] || break
  done 2>/dev/null <"/proc/$pid/io" || value=0
  echo "${value:-0}"
}

# measured DIR: copies stdin to stdout; length and SHA-256 of it are in DIR once `measure` has been waited for. It keeps
# reading when nobody takes its output any more, so that a damaged download can be told from a failed load.
measured() {
  mkfifo "$1/length.fifo" "$1/sha256.fifo"
  wc -c <"$1/length.fifo" >"$1/length" &
  local length=$!
  sha256sum <"$1/sha256.fifo" >"$1/sha256" &
  local sha256=$! status=0
  tee --output-error=warn-nopipe "$1/length.fifo" "$1/sha256.fifo" || status=$?
  wait "$length" || status=$?
  wait "$sha256" || status=$?
  return "$status"
}

measured_length() { tr -dc 0-9 <"$1/length"; }

measured_sha256() { head -c 64 "$1/sha256"; }

# --- Blobs --------------------------------------------------------------------------------------------------------------

# use_blobs CONTAINER_URL: sets azcopy up. It logs in with workload identity, unless the URL brings a signature of its own.
use_blobs() {
  BLOB_CONTAINER=${1%%\?*} BLOB_QUERY=
  [[ $1 != *\?* ]] || BLOB_QUERY="?${1#*\?}"
  export AZCOPY_DISABLE_SYSLOG=true AZCOPY_JOB_PLAN_LOCATION=$WORK/azcopy
  mkdir -p "$AZCOPY_JOB_PLAN_LOCATION"
  [[ -z $BLOB_QUERY ]] || return 0
  export AZCOPY_AUTO_LOGIN_TYPE=WORKLOAD
  local name
  for name in AZURE_CLIENT_ID AZURE_TENANT_ID AZURE_FEDERATED_TOKEN_FILE; do
    [[ -n ${!name:-} ]] || fail "$BLOB_AUTH_CODE" \
      "The pod has no $name: the workload-identity webhook did not prepare it (label azure.workload.identity/use, service account, client id)."
  done
  [[ -s $AZURE_FEDERATED_TOKEN_FILE ]] || fail "$BLOB_AUTH_CODE" \
    "The federated token file $AZURE_FEDERATED_TOKEN_FILE is missing or empty: the service account's token is not projected into the pod."
}

blob_url() { printf '%s/%s%s' "${BLOB_CONTAINER%/}" "$1" "$BLOB_QUERY"; }

# put_blob DIR PATH BLOCK_MIB SECONDS|0 < data. azcopy takes its input from a pipe only, not from a file, and in this mode
# it says why it fails in its log alone.
put_blob() {
  mkdir -p "$1/azcopy"
  AZCOPY_LOG_LOCATION=$1/azcopy stage "$1" azcopy timeout --foreground "$4" \
    azcopy copy "$(blob_url "$2")" --from-to PipeBlob --output-level quiet --block-size-mb "$3" --log-level WARNING >"$1/azcopy.out"
}

# get_blob DIR PATH SECONDS|0 > data. Quiet: azcopy would otherwise write "INFO: More than one AzCopy process is running…"
# to stdout, into the data. Its log tells of a 404 at level DEBUG only.
get_blob() {
  mkdir -p "$1/azcopy"
  AZCOPY_LOG_LOCATION=$1/azcopy stage "$1" azcopy timeout --foreground "$3" \
    azcopy copy "$(blob_url "$2")" --from-to BlobPipe --output-level quiet --check-md5 NoCheck --log-level DEBUG </dev/null
}

# blob_failure DIR WHAT: fails with what azcopy's transfer in DIR ran into. WHAT: "upload of globals.sql.zst".
blob_failure() {
  local dir=$1 what=$2 said
  said=$(cat "$dir"/azcopy/*.log "$dir/azcopy.err" "$dir/azcopy.out" 2>/dev/null || true)
  [[ -n $said && $said == *Status:* ]] || said+=$(explain_login "$dir")
  local status='' code=''
  [[ ! $said =~ RESPONSE\ Status:\ ([0-9]{3}) ]] || status=" (HTTP ${BASH_REMATCH[1]}"
  [[ ! $said =~ X-Ms-Error-Code:\ \[?([A-Za-z]+) ]] || code="${BASH_REMATCH[1]}"
  status=${status:+$status${code:+ $code})}
  case $said in
    *BlobNotFound* | *ContainerNotFound*)
      fail "$BLOB_MISSING_CODE" "The $what found nothing at ${BLOB_CONTAINER}$status." ;;
    *AADSTS*)
      fail "$BLOB_AUTH_CODE" "Entra ID refused the pod's federated token for the $what: $(grep -o -m 1 -E 'AADSTS[0-9]+[^"\\]*' <<<"$said" | head -n 1 | cut -c 1-300)" ;;
    *AuthorizationFailure* | *AuthorizationPermissionMismatch* | *AuthenticationFailed* | *InvalidAuthenticationInfo* | \
      *NoAuthenticationInformation* | *'Status: 401'* | *'Status: 403'* | *'Auto-login'* | *'WorkloadIdentityCredential'* | \
      *'no cached token'* | *'Please run azcopy login'*)
      fail "$BLOB_AUTH_CODE" "Blob Storage did not let the $what pass$status: check the role assignment of the workload identity on the container." ;;
    *) fail "$BLOB_FAILED_CODE" "The $what failed$status: $(blob_complaint "$said")" ;;
  esac
}

# The sentence of azcopy's that tells most, without addresses' signatures (azcopy redacts those itself).
blob_complaint() {
  grep -m 1 -o -E 'no such host|connection refused|x509: [^"]*|i/o timeout|connection reset by peer|ServerBusy|context deadline exceeded|TLS handshake [a-z ]*|proxyconnect [^"]*|no space left on device' <<<"$1" \
    || echo "azcopy gave no reason"
}

# A pipe that could not log in leaves no reason at all; the login command gives one.
explain_login() {
  [[ -n ${AZCOPY_AUTO_LOGIN_TYPE:-} ]] || return 0
  AZCOPY_LOG_LOCATION=$1/azcopy timeout 30 azcopy login --login-type=workload 2>&1 </dev/null | head -c 4000 || true
}

# --- PostgreSQL ---------------------------------------------------------------------------------------------------------

# database_option NAME: a connection string for -d. A bare name would be taken for one as soon as it contains a "=". A server
# whose machine is gone is noticed after two minutes.
database_option() {
  local name=${1//\\/\\\\}
  printf "dbname='%s' keepalives_idle=60 keepalives_interval=10 keepalives_count=6" "${name//\'/\\\'}"
}

# error_line < what a PostgreSQL program said: the line to tell. Not more: what follows may quote a statement with a secret.
error_line() { { grep -m 1 -E 'error:|ERROR:|FATAL:|PANIC:' || echo "the program gave no reason"; } | cut -c 1-400; }

# Settings that a role or database may carry and that would get in the way of dumping, loading or comparing.
export PGOPTIONS="-c statement_timeout=0 -c lock_timeout=0 -c idle_in_transaction_session_timeout=0 \
-c default_transaction_read_only=off -c role=none"

# calm_sessions MAJOR: the same for settings that are not in every version; and no trigger of the database's fires on login.
calm_sessions() { (($1 < 17)) || PGOPTIONS+=" -c transaction_timeout=0 -c event_triggers=off"; }

# query DATABASE < SQL: rows without decoration.
query() { psql -X -q -A -t -v ON_ERROR_STOP=1 -d "$(database_option "$1")" -f -; }

program_major() { # "pg_dump (PostgreSQL) 15.18 (Debian …)" → 15
  local version
  version=$("$1" --version)
  [[ $version =~ \)\ ([0-9]+) ]] && echo "${BASH_REMATCH[1]}"
}

# Tables whose rows the dump holds: partitions one by one, neither foreign tables nor what belongs to an extension. One
# document per table; those larger than :limit bytes, or among the :uncounted [[schema, name], …], carry a reason in place
# of a count.
readonly ROW_COUNTS_SQL="
SELECT CASE WHEN pg_catalog.pg_relation_size(c.oid) > :limit
    OR (n.nspname, c.relname) IN (SELECT u ->> 0, u ->> 1 FROM pg_catalog.json_array_elements(:'uncounted') u)
  THEN pg_catalog.format('SELECT pg_catalog.json_build_object(''schema'', %L, ''name'', %L, ''rows'', NULL, ''reason'', %L)',
    n.nspname, c.relname, 'larger than the row count limit of ' || :limit || ' bytes')
  ELSE pg_catalog.format('SELECT pg_catalog.json_build_object(''schema'', %L, ''name'', %L, ''rows'', count(*), ''reason'', NULL) FROM ONLY %I.%I',
    n.nspname, c.relname, n.nspname, c.relname) END
FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'r' AND c.relpersistence <> 't' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
    WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid AND d.deptype = 'e')
ORDER BY n.nspname, c.relname
\\gexec
"

# How many objects of each kind there are that a dump carries: not the system's, not an extension's own, no invalid index.
readonly OBJECT_COUNTS_SQL="
WITH member AS (SELECT classid, objid FROM pg_catalog.pg_depend WHERE deptype = 'e'),
space AS (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'),
relation AS (SELECT c.oid, c.relkind FROM pg_catalog.pg_class c JOIN space s ON s.oid = c.relnamespace
  WHERE c.relpersistence <> 't'
    AND (1259, c.oid) NOT IN (SELECT classid::int, objid FROM member))
SELECT pg_catalog.json_build_object(
  'tables', (SELECT count(*) FROM relation WHERE relkind IN ('r', 'p', 'f')),
  'indexes', (SELECT count(*) FROM pg_catalog.pg_index i JOIN relation r ON r.oid = i.indrelid
    WHERE i.indisready AND (i.indisvalid OR r.relkind = 'p')),
  'sequences', (SELECT count(*) FROM relation WHERE relkind = 'S'),
  'views', (SELECT count(*) FROM relation WHERE relkind = 'v'),
  'materialized_views', (SELECT count(*) FROM relation WHERE relkind = 'm'),
  'functions', (SELECT count(*) FROM pg_catalog.pg_proc p JOIN space s ON s.oid = p.pronamespace
    WHERE (1255, p.oid) NOT IN (SELECT classid::int, objid FROM member)),
  'triggers', (SELECT count(*) FROM pg_catalog.pg_trigger t JOIN relation r ON r.oid = t.tgrelid WHERE NOT t.tgisinternal),
  'types', (SELECT count(*) FROM pg_catalog.pg_type t JOIN space s ON s.oid = t.typnamespace
    WHERE (t.typrelid = 0 OR EXISTS (SELECT FROM pg_catalog.pg_class c WHERE c.oid = t.typrelid AND c.relkind = 'c'))
      AND NOT EXISTS (SELECT FROM pg_catalog.pg_type e WHERE e.typarray = t.oid)
      AND (1247, t.oid) NOT IN (SELECT classid::int, objid FROM member)),
  'large_objects', (SELECT count(*) FROM pg_catalog.pg_largeobject_metadata));
"

readonly SCHEMAS_SQL="
SELECT pg_catalog.json_agg(nspname ORDER BY nspname) FROM pg_catalog.pg_namespace
WHERE nspname !~ '^pg_' AND nspname <> 'information_schema';
"

# Extensions in an order in which they can be created.
readonly EXTENSIONS_SQL="
SELECT coalesce(pg_catalog.json_agg(pg_catalog.json_build_object('name', e.extname, 'version', e.extversion, 'schema', n.nspname)
  ORDER BY e.oid), '[]')
FROM pg_catalog.pg_extension e JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace;
"
