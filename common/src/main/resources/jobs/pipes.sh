# shellcheck shell=bash
# Work side by side: a limited number of workers, and pipes whose every stage is checked and whose bytes are measured.

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

# processor_time PID...: what these processes have used, in ticks of the kernel's clock; one that has ended counts for nothing.
# The name of a program in proc_pid_stat(5) may hold spaces, so the fields are counted from behind it.
processor_time() {
  local pid stat fields ticks=0
  for pid; do
    stat=$(cat "/proc/$pid/stat" 2>/dev/null) || continue
    read -ra fields <<<"${stat##*) }"
    ticks=$((ticks + fields[11] + fields[12]))
  done
  echo "$ticks"
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
