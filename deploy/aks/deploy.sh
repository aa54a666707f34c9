#!/usr/bin/env bash
# deploy.sh: Toygres on AKS, from a clone to a restored instance. `deploy/aks/deploy.sh help` says how.
#
# Every step (step/) looks first and may be run again. Secrets go through files of mode 600 and standard input, never through arguments.
# shellcheck source-path=SCRIPTDIR
set -Eeuo pipefail
umask 077

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
dry_run=
name='' location='' version=0.1.0 host='' runtime=docker.io/library/postgres majors='15 16 17' durable=''
work=${TOYGRES_STATE:-$root/.toygres}/aks
readonly services=(api-service image-service provisioner-service)
readonly programs=(az kubectl kubelogin jq openssl docker curl)
readonly providers=(Microsoft.ContainerService Microsoft.Storage Microsoft.KeyVault Microsoft.EventHub Microsoft.DBforPostgreSQL
  Microsoft.ContainerRegistry Microsoft.ManagedIdentity Microsoft.Network)

help() {
  cat <<'HELP'
deploy/aks/deploy.sh --name toygres1 --location westeurope --host toygres.example.org [step …]

Steps, all of them in this order when none is named:
  preflight   what is missing on this machine and in the subscription, all of it at once
  infra       the resource group and main.bicep: AKS, storage, identities, vault, hubs, database
  images      build the container images and push them to the registry
  secrets     keys and passwords into the vault, where they are missing; who may read each
  database    roles and schemas (deploy/database.sql), by a pod of the cluster
  apply       k8s/overlays/aks with this installation's settings; waits until the services are up
  smoke       create an instance, back it up, restore the image, as a user would
and by itself:
  check       what to look at when a backup or restore fails: blobs, Jobs, identities, workers

  --name NAME          3 to 16 lower-case letters and digits: resource group and part of every name
  --location REGION    of Azure
  --host NAME          DNS name of the API; point it at the ingress' address, which `apply` prints
  --version VERSION    tag of our images (0.1.0)
  --runtime IMAGE      runtime image without its tag (docker.io/library/postgres); its tags are the majors
  --majors '15 16 17'  major versions to offer
  --durable IMAGE      runtime image with pg_durable, without its tag; none when absent
  --dry-run            print each command that would change something, and run nothing; needs no login
HELP
}

say() { printf '%s\n' "$*"; }

die() {
  printf '%s\n' "$*" >&2
  exit 1
}

# What changes something.
run() {
  if [[ -n $dry_run ]]; then
    printf '+'
    printf ' %q' "$@"
    printf '\n'
  else
    "$@"
  fi
}

# look PLACEHOLDER COMMAND…: what only reads; in a dry run its answer is the placeholder.
look() {
  local placeholder=$1
  shift
  if [[ -n $dry_run ]]; then echo "$placeholder"; else "$@"; fi
}

# shellcheck disable=SC2016 # jq expands it
output() { look "<$1>" jq -er --arg name "$1" '.[$name].value' "$work/outputs.json"; }

# shellcheck disable=SC2016 # jq expands it
output_at() { look "<$1 $2>" jq -er --arg name "$1" --argjson at "$2" '.[$name].value[$at]' "$work/outputs.json"; }

kube() { kubectl --kubeconfig "$work/kubeconfig" "$@"; }

# shellcheck source=step/preflight.sh
source "$root/deploy/aks/step/preflight.sh"
# shellcheck source=step/infra.sh
source "$root/deploy/aks/step/infra.sh"
# shellcheck source=step/images.sh
source "$root/deploy/aks/step/images.sh"
# shellcheck source=step/secrets.sh
source "$root/deploy/aks/step/secrets.sh"
# shellcheck source=step/database.sh
source "$root/deploy/aks/step/database.sh"
# shellcheck source=step/apply.sh
source "$root/deploy/aks/step/apply.sh"
# shellcheck source=step/smoke.sh
source "$root/deploy/aks/step/smoke.sh"
# shellcheck source=step/check.sh
source "$root/deploy/aks/step/check.sh"

steps=()
while (($#)); do
  case $1 in
    --name | --location | --version | --host | --runtime | --majors | --durable)
      (($# > 1)) || die "$1 needs a value."
      printf -v "${1#--}" %s "$2"
      shift
      ;;
    --dry-run) dry_run=yes ;;
    preflight | infra | images | secrets | database | apply | smoke | check) steps+=("$1") ;;
    help | -h | --help) help && exit ;;
    *) die "There is no $1: deploy/aks/deploy.sh help" ;;
  esac
  shift
done
((${#steps[@]})) || steps=(preflight infra images secrets database apply smoke)
[[ ${steps[0]} == preflight ]] || preflight
for step in "${steps[@]}"; do
  say "== $step"
  "$step"
done
