#!/usr/bin/env bash
# watchdog.sh STATE_FOLDER COMMAND…: runs the supervisor, and again if it ends without having been asked to once it had been up.
#
# SIGTERM is passed on, and the end of the supervisor waited for. If this process itself is killed, the kernel ends the supervisor.
set -Eeuo pipefail

state=$1
shift
stopping=
supervisor=
trap 'stopping=yes; [[ -z $supervisor ]] || kill -TERM -- "$supervisor" 2>/dev/null || true' TERM INT

# What a supervisor that was killed has left. Its servers are being ended by the kernel, and the ports will be free in a moment.
forget() {
  rm -f -- "$state/system.json"
  find "$state/run" -name '*.pid' -not -name watchdog.pid -delete
}

status=0
was_up=
pause=1
while [[ -z $stopping ]]; do
  setpriv --pdeathsig TERM "$@" &
  supervisor=$!
  echo "$supervisor" >"$state/run/supervisor.pid"
  # Waited for before it is looked for: of one that has ended already, only this tells the exit code.
  while true; do
    status=0
    wait "$supervisor" || status=$? # also interrupted by a signal of ours
    [[ ! -e $state/system.json ]] || was_up=yes pause=1
    kill -0 -- "$supervisor" 2>/dev/null || break
  done
  # A first start that failed says why, and that is all.
  [[ -z $stopping && -n $was_up ]] || break
  echo "The supervisor ended with exit code $status, starting it again in $pause s"
  forget
  sleep "$pause" &
  wait $! || true
  pause=$((pause < 16 ? pause * 2 : 30))
done
exit "$status"
