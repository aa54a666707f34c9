# shellcheck shell=bash
# docker-compose.yml, by podman and with images that no registry was asked for; the stand-in of a cluster takes the place of k3s.

compose() {
  local status=0 start=$SECONDS
  ((EUID == 0)) || die "./toygres compose needs root: podman's own is what it is written for."
  prepare
  need_podman
  need_podman_compose
  software_bills
  build
  build_images
  build_compose_images
  run_compose || status=$?
  say "The whole took $((SECONDS - start)) s."
  return "$status"
}

need_podman_compose() {
  local packages=()
  command -v podman-compose >/dev/null || packages+=(podman-compose)
  # Names of containers in their network.
  [[ -e /usr/lib/cni/dnsname ]] || packages+=(golang-github-containernetworking-plugin-dnsname dnsmasq-base)
  ((${#packages[@]} == 0)) || working "Installing ${packages[*]}" install_packages "${packages[@]}"
}

# What docker-compose.yml pulls, made of this machine's packages.
build_compose_images() {
  working "Building the stand-in for Azure" build_image containers/azure-stand-in.Dockerfile "toygres/azure-stand-in:$container_tag" . \
    "BASE=${TOYGRES_JRE_BASE:-localhost/toygres/jre:25}"
  has_image toygres/kafka:debian || working "Building a broker" build_kafka
  has_image toygres/azurite:debian ||
    working "Building Azurite" build_image containers/debian/azurite.Dockerfile toygres/azurite:debian "$tools/npm" DEBIAN=localhost/toygres/debian:bookworm
}

# The broker's own class path has no tool that makes topics.
build_kafka() {
  local context=$tools/containers/kafka jar jars version
  rm -rf -- "$context"
  mkdir -p -- "$context/libs"
  IFS=: read -ra jars <<<"$(<local/target/kafka.classpath)" # which ends without a newline
  for jar in "${jars[@]}"; do cp -- "$jar" "$context/libs/"; done
  version=$(basename "$context"/libs/kafka_*.jar .jar)
  mvn -q dependency:copy -Dartifact="org.apache.kafka:kafka-tools:${version##*-}" -DoutputDirectory="$context/libs"
  build_image containers/debian/kafka.Dockerfile toygres/kafka:debian "$context" "JRE=${TOYGRES_JRE_BASE:-localhost/toygres/jre:25}"
  rm -rf -- "$context"
}

podman_compose() {
  podman-compose --podman-path "$root/local/script/podman.sh" --project-name toygres-compose -f "$tools/docker-compose.yml" \
    -f deploy/compose/stand-in.yml "$@"
}

# Without what Debian's podman-compose does not know: the conditions of depends_on (the order is start_compose's) and fixed addresses.
compose_file() {
  python3 - "$root" >"$tools/docker-compose.yml" <<'PYTHON'
import json, sys, yaml

root = sys.argv[1]
compose = yaml.safe_load(open(root + "/docker-compose.yml"))
for service in compose["services"].values():
    service.pop("depends_on", None)
    service.pop("networks", None)
    service["volumes"] = [root + volume[1:] if volume.startswith("./") else volume for volume in service.get("volumes", [])]
json.dump(compose, sys.stdout, indent=2)
PYTHON
}

# once SERVICE: what docker-compose.yml runs to its end.
once() {
  say "  $1"
  podman_compose up --detach --no-build "$1" >>"$compose_log" 2>&1
  [[ $(podman wait "toygres-compose_$1_1") == 0 ]] || die "$(podman logs --tail 20 "toygres-compose_$1_1" 2>&1)" "$1 failed."
}

# healthy SERVICE…: started, and waited for by their own health checks, which podman runs by itself only where systemd is.
healthy() {
  local service end
  say "  $*"
  podman_compose up --detach --no-build "$@" >>"$compose_log" 2>&1
  for service; do
    end=$((SECONDS + 600))
    until podman healthcheck run "toygres-compose_${service}_1" >/dev/null 2>&1; do
      ((SECONDS < end)) || die "$(podman logs --tail 20 "toygres-compose_${service}_1" 2>&1)" "$service is not healthy after 600 s."
      sleep 1
    done
  done
}

start_compose() {
  local base=$((${TOYGRES_TEST_PORT_BASE:-23000} + 300)) gateway name image
  export TOYGRES_STATE=$tools/test-compose TOYGRES_KUBERNETES_PORT=$base TOYGRES_API_PORT=$((base + 1)) TOYGRES_PROXY_PORT=$((base + 2))
  export TOYGRES_POSTGRES_VERSIONS=15 TOYGRES_POSTGRES_IMAGE=localhost/toygres/postgres:15 TOYGRES_TOOLS_IMAGE=localhost/toygres/tools:15
  export TOYGRES_KAFKA_IMAGE=localhost/toygres/kafka:debian TOYGRES_AZURITE_IMAGE=localhost/toygres/azurite:debian
  for image in azure-stand-in "${container_services[@]}"; do
    name=TOYGRES_${image^^}_IMAGE
    export "${name//-/_}=localhost/toygres/$image:$container_tag"
  done
  compose_log=$tools/compose.log
  compose_file
  : >"$compose_log"
  stop_compose
  rm -rf -- "$tools/compose" "$TOYGRES_STATE"
  mkdir -p -- "$tools/compose"
  trap stop_compose EXIT
  say "Starting docker-compose.yml (log: $compose_log)"
  once secrets
  start_cluster_stand_in
  # From the containers it is reached at their gateway, whose address comes with the first of them.
  gateway=$(podman network inspect toygres-compose_default | jq -r '.[0] | .subnets[0].gateway // .plugins[0].ipam.ranges[0][0].gateway')
  socat "TCP-LISTEN:$TOYGRES_KUBERNETES_PORT,bind=$gateway,reuseaddr,fork" "TCP:127.0.0.1:$TOYGRES_KUBERNETES_PORT" &
  compose_pids+=("$!")
  KUBECONFIG=$TOYGRES_STATE/data/cluster/kubeconfig API=http://127.0.0.1:$TOYGRES_KUBERNETES_PORT \
    SERVER=http://host.containers.internal:$TOYGRES_KUBERNETES_PORT CLIENT_ID=70796772-6573-4000-8000-696d61676573 \
    MANIFESTS=k8s/base/managed SECRETS=$tools/compose sh deploy/compose/cluster.sh >>"$compose_log" 2>&1 || die "$(tail -n 20 "$compose_log")"
  healthy postgres kafka azurite azure-stand-in
  once database
  once topics
  once container
  healthy image-service provisioner-service api-service
}

start_cluster_stand_in() {
  say "  the stand-in of a cluster"
  "$JAVA_HOME/bin/java" -Xmx256m -Xss512k -XX:+UseSerialGC -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED "${quiet[@]}" \
    -cp "$root/local/target/classes:$root/local-cluster/target/classes:$(cat local/target/runtime.classpath)" io.toygres.local.up.ClusterStandIn \
    >>"$compose_log" 2>&1 </dev/null &
  compose_pids=("$!")
}

stop_compose() {
  local pid
  podman_compose down --volumes >>"$compose_log" 2>&1 || true
  for pid in "${compose_pids[@]:-}"; do
    [[ -z $pid ]] || kill -- "$pid" 2>/dev/null || true
  done
  compose_pids=()
}

# The main job, as against any other system: by its URL, and through the cluster's API to the instances.
run_compose() {
  local status=0
  start_compose
  TOYGRES_URL=http://127.0.0.1:$TOYGRES_API_PORT TOYGRES_PASSWORD_FILE=$tools/compose/api-service/admin-password \
    KUBECONFIG=$TOYGRES_STATE/data/cluster/kubeconfig e2e_suite -Dit.test=BackupAndRestoreE2E -Dfailsafe.failIfNoSpecifiedTests=false \
    -Dsurefire.reportNameSuffix=compose || status=$?
  podman ps --format '  {{.Names}} {{.Image}} {{.Status}}'
  return "$status"
}
