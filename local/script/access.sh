# shellcheck shell=bash
# Ways into the system that is up: its API, kubectl on its cluster, psql on an instance.

run_kubectl() {
  require_up
  KUBECONFIG=$(system_setting kubeconfig) exec kubectl "$@"
}

api() {
  local cookies=$TOYGRES_STATE/run/cookies url
  url=$(system_setting url)
  (umask 077 && curl -fsS -o /dev/null -c "$cookies" --data-urlencode "username=$(system_setting username)" \
    --data-urlencode "password@$(system_setting password_file)" "$url/login")
  curl -fsS -b "$cookies" "$url$1" "${@:2}"
}

# Dead letters, as api-service shows them: docs/runbook.md.
run_dlq() {
  local what=${1:-list} place=${2:-}
  require_up
  case $what in
    list)
      api /api/dead-letters | jq -r '.items[] | "\(.topic)/\(.partition)/\(.offset)  \(.time)  \(.type)  \(.id)\n    \(.reason)"'
      ;;
    show | replay)
      [[ $place =~ ^[a-z.]+/[0-9]+/[0-9]+$ ]] || die "./toygres dlq $what needs <topic>/<partition>/<offset>; ./toygres dlq lists them."
      if [[ $what == show ]]; then
        api "/api/dead-letters/$place" | jq .
      else
        api "/api/dead-letters/$place/replay" -X POST >/dev/null
        say "Sent again: $place"
      fi
      ;;
    *) die "./toygres dlq takes list, show or replay." ;;
  esac
}

# psql on a running instance: its name is looked up where the local cluster keeps them, or psql is run in its pod.
run_psql() {
  local instance host address id uri ca
  require_up
  (($#)) || die "./toygres psql needs an instance's name."
  instance=$(api "/api/instances?status=running&name=$(jq -rn --arg name "$1" '$name | @uri')" | jq '.items[]')
  [[ -n $instance ]] || die "No instance named '$1' is running."
  shift
  host=$(jq -r .host <<<"$instance")
  address=$(awk -v host="$host" '$2 == host {print $1}' "$(system_setting hosts_file)" 2>/dev/null || true)
  if [[ -n $address ]]; then
    uri=$(jq -r .connection_uri <<<"$instance")
    if [[ $uri == *sslrootcert=* ]]; then
      ca=$TOYGRES_STATE/run/ca.pem
      api /api/ca.pem >"$ca"
      uri="${uri%sslrootcert=*}sslrootcert=$(jq -rn --arg file "$ca" '$file | @uri')&hostaddr=$address"
    else
      uri="$uri?hostaddr=$address"
    fi
    exec psql --dbname="$uri" "$@"
  fi
  id=$(jq -r .id <<<"$instance")
  run_kubectl exec -it --namespace="$(system_setting namespace)" --container=postgres \
    "$(jq -r .name <<<"$instance")-${id:0:8}-0" -- psql --username=postgres "$@"
}
