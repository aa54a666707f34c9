# shellcheck shell=bash
# A look at the system: its parts, whether they answer, their logs.

# In the order in which they start. The supervisor's process serves the three that follow it.
readonly parts=(supervisor cluster entra proxy kafka cms-postgres azurite api-service image-service provisioner-service)

# process_of PART: its process id; fails when it has none of its own or that has ended.
process_of() { if [[ $1 == supervisor ]]; then supervisor; else process_of_ours "$1"; fi; }

running_parts() {
  local part
  for part in "${parts[@]}"; do
    ! process_of "$part" >/dev/null || echo "$part"
  done
}

# health_of PART: fails unless it is well. Each is asked in its own protocol: a process that is there may still answer nothing.
health_of() {
  case $1 in
    cluster | entra | proxy) ;;
    *) process_of "$1" >/dev/null || { echo down && return 1; } ;;
  esac
  if answers "$1"; then
    echo well
  else
    echo 'does not answer'
    return 1
  fi
}

answers() {
  case $1 in
    supervisor) supervisor >/dev/null ;;
    cluster) KUBECONFIG=$(system_setting kubeconfig) kubectl get --raw=/version --request-timeout=5s >/dev/null 2>&1 ;;
    entra) asks --insecure --url "https://$(system_setting entra_address)/common/discovery/instance" ;;
    proxy) asks --insecure --proxy "$(system_setting blob_https_proxy)" --url "https://login.microsoftonline.com/common/discovery/instance" ;;
    kafka) kafka_answers "$(system_setting kafka_bootstrap_servers)" ;;
    cms-postgres) postgres_answers "$(system_setting cms_jdbc_url | sed 's#.*//##; s#/.*##')" ;;
    azurite) asks --insecure --no-fail --url "https://$(system_setting azurite_address)/" ;;
    api-service | image-service | provisioner-service)
      asks --url "$(system_setting "${1%-service}_management_url")/q/health/ready"
      ;;
  esac
}

asks() { curl --fail --silent --max-time 5 --output /dev/null "$@" 2>/dev/null; }

# kafka_answers HOST:PORT: to an ApiVersions request (kafka.apache.org/protocol), with some answer.
kafka_answers() { exchange "$1" '\0\0\0\x0a\0\x12\0\0\0\0\0\x01\xff\xff'; }

# postgres_answers HOST:PORT: to an SSLRequest (postgresql.org/docs/current/protocol-message-formats.html), with yes or no.
postgres_answers() { exchange "$1" '\0\0\0\x08\x04\xd2\x16\x2f'; }

# exchange HOST:PORT BYTES: sends them and waits for at least one back, which must come within 5 s.
exchange() {
  # shellcheck disable=SC2016 # the inner shell expands them
  timeout 5 bash -c 'exec 3<>"/dev/tcp/${1%:*}/${1##*:}" && printf "$2" >&3 && [[ $(head -c 1 <&3 | wc -c) == 1 ]]' - "$@" 2>/dev/null
}

parts_not_well() {
  local part
  for part in "${parts[@]}"; do
    health_of "$part" >/dev/null || echo "$part"
  done
}

# Sum over a process and its descendants, without those that have a pid file of their own: "<processes> <MB>". Shared pages are
# divided among those who share them (PSS), so that the figures add up.
memory_of() {
  local pid=$1 own=$2 child count=0 kilobytes=0 queue=("$1")
  while ((${#queue[@]})); do
    pid=${queue[0]}
    queue=("${queue[@]:1}")
    count=$((count + 1))
    kilobytes=$((kilobytes + $(awk '/^Pss:/ {print $2}' "/proc/$pid/smaps_rollup" 2>/dev/null || echo 0) + 0))
    for child in $(ps -o pid= --ppid "$pid"); do
      [[ " $own " == *" $child "* ]] || queue+=("$child")
    done
  done
  echo "$count $((kilobytes / 1024))"
}

# Of the whole system, the instances' included.
count_processes() {
  local pid count=0
  pid=$(watchdog) || pid=$(supervisor) || { echo 0 && return; }
  read -r count _ < <(memory_of "$pid" '')
  echo "$count"
}

status() {
  local part pid own count megabytes total=0 health unwell=()
  if ! is_up && watchdog >/dev/null; then die "It is starting or stopping: ./toygres logs supervisor tells more."; fi
  if ! is_up && [[ -e $TOYGRES_STATE/system.json ]]; then die "It is down, and was not stopped but killed; ./toygres up starts it."; fi
  require_up
  own=$(cat "$TOYGRES_STATE"/run/*.pid | tr '\n' ' ')
  printf '%-22s %8s %10s %11s  %s\n' NAME PID PROCESSES 'MEMORY/MB' HEALTH
  for part in "${parts[@]}"; do
    count='' megabytes=''
    if pid=$(process_of "$part"); then
      read -r count megabytes < <(memory_of "$pid" "$own")
      total=$((total + megabytes))
    fi
    health=$(health_of "$part") || unwell+=("$part")
    printf '%-22s %8s %10s %11s  %s\n' "$part" "$pid" "$count" "$megabytes" "$health"
  done
  printf '%-22s %8s %10s %11s\n' total '' '' "$total"
  say "The supervisor's process serves cluster, entra and proxy; its figure includes the pods."
  postgres_changed || true
  ((${#unwell[@]} == 0)) || die "Not well: ${unwell[*]}. What has ended is started again; ./toygres logs <name> tells more."
}

# Whether this machine's PostgreSQL was changed after the system had started, and says so: a server that runs from files of another
# build than its own fails in odd ways. The CMS's runs from a copy, the instances' do not.
postgres_changed() {
  local changed
  changed=$(find "${POSTGRES_PROGRAMS:-/usr/lib/postgresql}" -cnewer "$TOYGRES_STATE/system.json" -type f -print -quit 2>/dev/null)
  [[ -n $changed ]] || return 1
  say "This machine's PostgreSQL was changed while the system was running: ./toygres down and ./toygres up, or instances may fail."
}

log_files() { find "$TOYGRES_STATE/logs" "$TOYGRES_STATE/data" -maxdepth 2 -name '*.log' -not -path '*/azcopy/*' 2>/dev/null | sort; }

logs() {
  local name='' file follow=()
  while (($#)); do
    if [[ $1 == -f ]]; then follow=(-f); else name=$1; fi
    shift
  done
  if [[ -z $name ]]; then
    log_files | sed 's#.*/##; s#\.log$##'
    return
  fi
  case $name in cluster | entra | proxy) name=supervisor ;; esac
  file=$(log_files | grep -F -e "/$name.log" | head -n 1) || die "No log named $name; ./toygres logs lists them."
  exec tail -n 200 "${follow[@]}" -- "$file"
}
