# shellcheck shell=bash
# How ./toygres speaks to the person who runs it.

say() { printf '%s\n' "$*"; }

die() {
  printf '%s\n' "$*" >&2
  exit 1
}

# working WHAT COMMAND…: runs a command that takes long. One line with the time it takes, its output only when it fails; and
# meanwhile the seconds on a terminal, or a line every ten of them where there is none.
working() {
  local what=$1 log=$TOYGRES_STATE/logs/setup.log start=$SECONDS told=0 pid
  shift
  private_folder "$TOYGRES_STATE" "${log%/*}"
  "$@" >"$log" 2>&1 &
  pid=$!
  while kill -0 -- "$pid" 2>/dev/null; do
    if [[ -t 1 ]]; then
      printf '\r%s … %d s ' "$what" $((SECONDS - start))
    elif ((SECONDS - start >= told + ${TELL_EVERY:-10})); then
      told=$((SECONDS - start))
      say "$what … $told s"
    fi
    sleep 0.2
  done
  if ! wait "$pid"; then
    tail -n 40 "$log" >&2
    die "$what failed, the whole output is in $log"
  fi
  [[ ! -t 1 ]] || printf '\r'
  say "$what: $((SECONDS - start)) s   "
}

# private_folder FOLDER…: made where it is missing, and in any case its owner's alone.
private_folder() {
  mkdir -p -- "$@"
  chmod 700 -- "$@"
}
