#!/usr/bin/env bash
# kind.sh: Toygres in a cluster of kind (kind.sigs.k8s.io), with everything that it needs in the cluster. After `./toygres build`; needs
# docker, kind, kubectl and openssl 3. Every step looks first and may be run again.
set -Eeuo pipefail
umask 077

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
secrets=$root/.toygres/kind
cluster=${1:-toygres}
readonly services=(api-service image-service provisioner-service) version=0.1.0 postgres=17.6-bookworm

say() { printf '%s\n' "$*"; }

die() {
  printf '%s\n' "$*" >&2
  exit 1
}

kube() { kubectl --context "kind-$cluster" "$@"; }

preflight() {
  local program service
  for program in docker kind kubectl openssl; do command -v "$program" >/dev/null || die "$program is not installed."; done
  for service in "${services[@]}"; do
    [[ -e $root/$service/target/quarkus-app/quarkus-run.jar && -e $root/$service/target/sbom.json ]] ||
      die "$service is not built: ./toygres build, then mvn -Psbom package -DskipTests"
  done
}

build() {
  local image=$1 file=$2
  shift 2
  docker build --quiet --file "$root/containers/$file.Dockerfile" --tag "docker.io/toygres/$image" "$@" "$root" >/dev/null
  kind load docker-image --name "$cluster" "docker.io/toygres/$image"
}

images() {
  local service
  kind get clusters 2>/dev/null | grep -qx "$cluster" || kind create cluster --name "$cluster"
  for service in "${services[@]}"; do build "$service:$version" service.jvm --build-arg "SERVICE=$service"; done
  build "azure-stand-in:$version" azure-stand-in
  build "tools:${postgres%%.*}" tools --build-arg "RUNTIME=docker.io/library/postgres:$postgres"
}

# object NAMESPACE KIND… : created, or brought up to the files; what is in them stays out of the arguments.
object() {
  local namespace=$1
  shift
  kube --namespace "$namespace" create "$@" --dry-run=client --output=yaml | kube apply --server-side --force-conflicts -f -
}

make_secrets() {
  local at service roles=(cms image provisioner) namespace
  "$root/deploy/secrets.sh" "$secrets"
  for namespace in toygres-system toygres-managed toygres-laptop; do
    kube get namespace "$namespace" >/dev/null 2>&1 || kube create namespace "$namespace"
  done
  for at in "${!services[@]}"; do
    service=${services[at]}
    object toygres-system secret generic "$service-database" --from-file=password="$secrets/database/${roles[at]}-password" \
      --from-literal=username="${roles[at]}"
  done
  object toygres-system secret generic toygres-command-keys --from-file=keys="$secrets/authority/command-keys"
  object toygres-system secret generic toygres-keyring --from-file=keys="$secrets/authority/keyring"
  object toygres-system secret generic toygres-admin --from-file=password="$secrets/api-service/admin-password"
  object toygres-system secret tls toygres-ca --cert="$secrets/provisioner-service/ca.crt" --key="$secrets/provisioner-service/ca.key"
  object toygres-system configmap azure-authority --from-file="$secrets/authority/azure.crt"
  object toygres-laptop secret generic postgres --from-file="$secrets/postgres/postgres-password"
  object toygres-laptop secret generic azurite --from-file="$secrets/azurite"
  object toygres-laptop secret generic azure-stand-in --from-file="$secrets/azure-stand-in"
}

apply() {
  # A Job cannot be changed, and these two do nothing where all is there.
  kube --namespace toygres-system delete job toygres-topics toygres-container --ignore-not-found
  kube apply --server-side --force-conflicts --field-manager=toygres-deploy --kustomize "$root/k8s/overlays/kind"
  kube --namespace toygres-laptop rollout status statefulset/postgres --timeout=10m
  database
  for service in "${services[@]}"; do kube --namespace toygres-system rollout status "deployment/$service" --timeout=15m; done
}

database() {
  local exec=(--namespace toygres-laptop exec --stdin postgres-0 -- env PGHOST=/tmp psql --username=postgres --quiet)
  [[ $(kube "${exec[@]}" --tuples-only --no-align --command "SELECT count(*) FROM pg_database WHERE datname = 'toygres'") == 1 ]] ||
    kube "${exec[@]}" --command 'CREATE DATABASE toygres'
  cat "$secrets/database/passwords.sql" "$root/deploy/database.sql" | kube "${exec[@]}" --dbname=toygres -v ON_ERROR_STOP=1 -f - >/dev/null
}

preflight
images
make_secrets
apply
cat <<HELP
Toygres is up. To reach it:
  kubectl --context kind-$cluster --namespace toygres-system port-forward service/api-service 8080
  TOYGRES_URL=http://127.0.0.1:8080 TOYGRES_PASSWORD_FILE=$secrets/api-service/admin-password KUBECONFIG=~/.kube/config ./toygres e2e -Dit.test=BackupAndRestoreE2E
HELP
