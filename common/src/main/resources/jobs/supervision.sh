# shellcheck shell=bash disable=SC2034 # constants are for the scripts that source this
# How every script of a pod runs and tells what it does: log, progress, outcome, signals, failures.
#
# A script sources this file, defines `main` and ends with `supervise main`. It reads nothing but TOYGRES_SPEC (one JSON
# document), TOYGRES_ATTEMPT and the mounted files below; its outcome is one JSON document in the termination message.

export LC_ALL=C

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

# progress PHASE DATABASE|'' DONE TOTAL|'' [ACTIVITY]: one line for the service that follows this Job. Bytes, and some number that
# changes while work is done that moves none: a Job of which nothing changes for long is taken to have stalled.
progress() {
  local database=null
  [[ -z $2 ]] || database=$(json_string "$2")
  printf '{"progress":{"phase":"%s","database":%s,"done_bytes":%d,"total_bytes":%s,"activity":%s}}\n' \
    "$1" "$database" "$3" "${4:-null}" "${5:-null}" >&"$LOG"
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
  local code=$1 detail status=${3:-}
  detail=$(valid_utf8 "${2:0:900}")
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

# What a program said may be in the encoding of a database, or cut within a character.
valid_utf8() { iconv -c -f UTF-8 -t UTF-8 <<<"$1" || true; }

# What no `fail` explains: a command that should not fail did. The log has its line (see the ERR trap).
fail_unexpectedly() {
  [[ ! -s $TERMINATION_LOG ]] || exit "$1" # the signal of a `fail` has yet to arrive
  explain_unexpected
  fail "$UNEXPECTED_CODE" "The job stopped where it should not have (status $1); its log names the line." "$RETRIED"
}

# A script overrides this to `fail` for a reason that can be found out even then.
explain_unexpected() { :; }

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
