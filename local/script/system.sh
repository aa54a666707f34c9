# shellcheck shell=bash
# The system on this machine: started, stopped, and whether it is up.

readonly supervisor_class=io.toygres.local.up.LocalSystem

system_setting() { jq -r ".$1 // empty" "$TOYGRES_STATE/system.json"; }

# process_in NAME FRAGMENT: the process id in run/NAME.pid; fails unless that runs with the fragment, a part of this checkout's, in
# its command line: the number in a file that a crash left may by now be another one's.
process_in() {
  local pid
  pid=$(cat "$TOYGRES_STATE/run/$1.pid" 2>/dev/null) || return 1
  [[ $pid =~ ^[0-9]+$ ]] && tr '\0' ' ' 2>/dev/null <"/proc/$pid/cmdline" | grep -qF -e "$2" && echo "$pid"
}

# Of this checkout or on its state: the command line of each part names one of the two.
process_of_ours() { process_in "$1" "$TOYGRES_STATE" || process_in "$1" "$root"; }

supervisor() { process_in supervisor "$root/local/target/classes"; }

watchdog() { process_in watchdog "$root/local/script/watchdog.sh"; }

is_up() { supervisor >/dev/null && [[ -e $TOYGRES_STATE/system.json ]]; }

require_up() { is_up || die "Nothing is up; ./toygres up starts it."; }

start_system() {
  local log=$TOYGRES_STATE/logs/supervisor.log start=$SECONDS shown=0 lines pid
  ! watchdog >/dev/null || die "It is starting or stopping: wait, or ./toygres down. ./toygres logs supervisor tells more."
  private_folder "$TOYGRES_STATE" "$TOYGRES_STATE/logs" "$TOYGRES_STATE/run"
  # The supervisor inherits the descriptor, and with it holds the lock until its end.
  exec 9>"$TOYGRES_STATE/lock"
  flock --nonblock 9 || die_of_another_system
  rm -f "$TOYGRES_STATE/system.json"
  : >"$log"
  setsid "$root/local/script/watchdog.sh" "$TOYGRES_STATE" \
    "$JAVA_HOME/bin/java" -Xmx256m -Xss512k -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:+ExitOnOutOfMemoryError \
    --enable-native-access=ALL-UNNAMED "${quiet[@]}" -cp "$root/local/target/classes:$root/local-cluster/target/classes:$(cat local/target/runtime.classpath)" \
    "$supervisor_class" >>"$log" 2>&1 </dev/null &
  pid=$!
  exec 9>&-
  echo "$pid" >"$TOYGRES_STATE/run/watchdog.pid"
  say "Starting the system (log: $log)"
  while [[ ! -e $TOYGRES_STATE/system.json ]] && kill -0 -- "$pid" 2>/dev/null; do
    sleep 0.2
    lines=$(wc -l <"$log")
    ((lines == shown)) || sed -n "$((shown + 1)),${lines}s/^/  /p" "$log"
    shown=$lines
  done
  if [[ ! -e $TOYGRES_STATE/system.json ]]; then
    rm -f "$TOYGRES_STATE/run/watchdog.pid" "$TOYGRES_STATE/run/supervisor.pid"
    sed -n "$((shown + 1)),\$p" "$log" >&2
    die "The system did not start."
  fi
  say "Up after $((SECONDS - start)) s."
}

stop_system() {
  local pid
  if pid=$(watchdog) || pid=$(supervisor); then
    kill -- "$pid" 2>/dev/null || true
    wait_for_end "$pid" 90 || kill -KILL -- "$pid" 2>/dev/null || true
    wait_for_end "$pid" 10 || die "Process $pid does not end."
  fi
  [[ ! -e $TOYGRES_STATE/lock ]] || flock --nonblock "$TOYGRES_STATE/lock" true || die_of_another_system
  stop_orphans
  rm -rf "$TOYGRES_STATE/run" "$TOYGRES_STATE/system.json"
}

die_of_another_system() { die "Another system uses $TOYGRES_STATE: ./toygres down, in the checkout that started it, ends it."; }

# The kernel ends what a supervisor started when that dies; this is for the moment until it has.
stop_orphans() {
  local file pid
  for file in "$TOYGRES_STATE"/run/*.pid; do
    pid=$(cat "$file" 2>/dev/null) || continue
    if [[ ! $pid =~ ^[0-9]+$ ]] || wait_for_end "$pid" 5 || ! process_of_ours "$(basename "$file" .pid)" >/dev/null; then
      continue
    fi
    kill -KILL -- "$pid"
  done
}

wait_for_end() {
  local pid=$1 end=$((SECONDS + $2))
  while kill -0 -- "$pid" 2>/dev/null; do
    ((SECONDS < end)) || return 1
    sleep 0.2
  done
}

show_access() {
  local url password_file
  url=$(system_setting url)
  password_file=$(system_setting password_file)
  cat <<ACCESS

Toygres is up: $url (API description: $url/q/openapi)
Login: $(system_setting username), password in $password_file

Try:
  curl -c .toygres/cookies -d username=$(system_setting username) --data-urlencode password@$password_file $url/login
  curl -b .toygres/cookies -H 'Content-Type: application/json' -d '{"name":"first","password":"choose-1-yourself"}' $url/api/instances
  curl -b .toygres/cookies $url/api/instances
and, once it runs: ./toygres psql first
ACCESS
}

up() {
  local unwell
  build
  if ! is_up; then
    start_system
  else
    mapfile -t unwell < <(parts_not_well)
    ((${#unwell[@]} == 0)) || die "It is up, but not well: ${unwell[*]}. What has ended is started again: ./toygres status shows whether it" \
      "comes back, ./toygres logs <name> what it says; ./toygres down and up start anew."
    say "It is up already."
  fi
  postgres_changed || true
  show_access
}

down() {
  local names processes
  names=$(running_parts | paste -sd , | sed 's/,/, /g')
  processes=$(count_processes)
  stop_system
  if [[ -n $names ]]; then
    say "Ended $names: $processes processes with the instances'."
  else
    say "Nothing of it was running."
  fi
}

# Starts the system if it isn't up; then it will be stopped when this script ends.
borrow_system() {
  is_up && return
  start_system
  trap stop_system EXIT
}
