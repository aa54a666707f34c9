#!/usr/bin/env bash
# deploy.sh: Toygres on AKS, from a clone to a restored instance. `deploy/aks/deploy.sh help` says how.
#
# Every step looks first and may be run again. Secrets go through files of mode 600 and standard input, never through arguments.
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

# --- preflight

preflight() {
  local missing=() program provider state version_of_az
  for program in "${programs[@]}"; do
    command -v "$program" >/dev/null || missing+=("program $program is not installed")
  done
  [[ $name =~ ^[a-z][a-z0-9]{2,15}$ ]] || missing+=("--name must be 3 to 16 lower-case letters and digits, and begin with a letter")
  [[ -n $location ]] || missing+=("--location is not given")
  [[ $host =~ ^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$ ]] || missing+=("--host is not given, or is no DNS name")
  if [[ -z $dry_run ]] && command -v az >/dev/null; then
    version_of_az=$(az version --query '"azure-cli"' --output tsv 2>/dev/null || echo 0)
    [[ $(printf '%s\n' 2.60.0 "$version_of_az" | sort -V | head -n 1) == 2.60.0 ]] || missing+=("az $version_of_az is older than 2.60.0")
    if az account show >/dev/null 2>&1; then
      for provider in "${providers[@]}"; do
        state=$(az provider show --namespace "$provider" --query registrationState --output tsv 2>/dev/null || echo unknown)
        [[ $state == Registered ]] || missing+=("resource provider $provider is $state: az provider register --namespace $provider")
      done
      may_assign_roles || missing+=("you may not assign roles in the subscription: ask for Owner, or Role Based Access Control Administrator beside Contributor")
    else
      missing+=("not logged in to Azure: az login")
    fi
  fi
  if [[ -z $dry_run ]] && command -v docker >/dev/null && ! docker info >/dev/null 2>&1; then missing+=("the Docker daemon does not answer"); fi
  for service in "${services[@]}"; do
    [[ -n $dry_run || -e $root/$service/target/quarkus-app/quarkus-run.jar ]] || missing+=("$service is not built: ./toygres build")
  done
  if ((${#missing[@]})); then
    printf 'Missing:\n' >&2
    printf '  %s\n' "${missing[@]}" >&2
    [[ -n $dry_run ]] || exit 1
  fi
  say "preflight: $([[ -n $dry_run ]] && echo 'as far as a dry run looks' || echo 'nothing is missing')"
}

may_assign_roles() {
  az role assignment list --assignee "$(administrator)" --include-inherited --include-groups --scope "/subscriptions/$(az account show --query id --output tsv)" \
    --query "[?roleDefinitionName=='Owner' || roleDefinitionName=='User Access Administrator' || roleDefinitionName=='Role Based Access Control Administrator'] | [0].id" \
    --output tsv | grep -q .
}

administrator() { look '<your object id>' az ad signed-in-user show --query id --output tsv; }

# --- infra

infra() {
  mkdir -p "$work"
  run az group create --name "$name" --location "$location" --output none
  # The vault keeps the administrator's password; before there is a vault, this run makes it.
  if [[ -z $dry_run ]]; then
    secret_of database-administrator >"$work/database-administrator" 2>/dev/null || openssl rand -hex 24 >"$work/database-administrator"
    jq -n --arg name "$name" --arg id "$(administrator)" --rawfile password "$work/database-administrator" \
      '{"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#", contentVersion: "1.0.0.0",
        parameters: {name: {value: $name}, administratorId: {value: $id}, databasePassword: {value: ($password | rtrimstr("\n"))}}}' \
      >"$work/parameters.json"
  fi
  run az deployment group create --resource-group "$name" --name toygres --template-file "$root/deploy/aks/main.bicep" \
    --parameters "@$work/parameters.json" --output none
  rm -f "$work/parameters.json"
  [[ -n $dry_run ]] || az deployment group show --resource-group "$name" --name toygres --query properties.outputs >"$work/outputs.json"
  run az aks get-credentials --resource-group "$name" --name "$(output clusterName)" --file "$work/kubeconfig" --overwrite-existing --only-show-errors
  run kubelogin convert-kubeconfig --login azurecli --kubeconfig "$work/kubeconfig"
  keep_secret database-administrator "$work/database-administrator"
  rm -f "$work/database-administrator"
}

# --- images

images() {
  local service registry major
  registry=$(output registryHost)
  run az acr login --name "$(output registryName)"
  for service in "${services[@]}"; do
    build_and_push "$registry/toygres/$service:$version" containers/service.jvm.Dockerfile --build-arg "SERVICE=$service"
  done
  for major in $majors; do
    mirror "$runtime:$major" "$registry/toygres/postgres:$major"
    build_and_push "$registry/toygres/tools:$major" containers/tools.Dockerfile --build-arg "RUNTIME=$registry/toygres/postgres:$major"
    [[ -n $durable ]] || continue
    mirror "$durable:$major" "$registry/toygres/pg-durable:$major"
    build_and_push "$registry/toygres/pg-durable-tools:$major" containers/tools.Dockerfile --build-arg "RUNTIME=$registry/toygres/pg-durable:$major"
  done
}

build_and_push() {
  local image=$1 file=$2
  shift 2
  run docker build --platform linux/amd64 --file "$root/$file" --tag "$image" --build-arg "VERSION=$version" \
    --build-arg "REVISION=$(git -C "$root" rev-parse HEAD)" "$@" "$root"
  run docker push --quiet "$image"
}

# Tools and instances must have one runtime image, so it is taken once and kept.
mirror() {
  run docker pull --quiet --platform linux/amd64 "$1"
  run docker tag "$1" "$2"
  run docker push --quiet "$2"
}

# --- secrets

secret_of() { az keyvault secret show --vault-name "$name-vault" --name "$1" --query value --output tsv; }

has_secret() { [[ -z $dry_run ]] && az keyvault secret show --vault-name "$name-vault" --name "$1" --output none 2>/dev/null; }

# keep_secret NAME FILE: unless there is one of that name.
keep_secret() { has_secret "$1" || run az keyvault secret set --vault-name "$name-vault" --name "$1" --file "$2" --output none; }

# make_secret NAME COMMAND…: what the command prints, unless there is one of that name.
make_secret() {
  local secret=$1 file=$work/secret
  shift
  has_secret "$secret" && return
  [[ -n $dry_run ]] || "$@" | tr -d '\n' >"$file"
  run az keyvault secret set --vault-name "$name-vault" --name "$secret" --file "$file" --output none
  rm -f "$file"
}

new_key() { echo "k1:$(openssl rand -base64 32)"; }

# The CA that signs instances' certificates. The key comes last: without it both are made anew.
make_authority() {
  has_secret ca-key && return
  run openssl req -x509 -noenc -newkey ec -pkeyopt ec_paramgen_curve:P-256 -subj '/CN=Toygres CA' -days 3650 \
    -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign,cRLSign -keyout "$work/ca.key" -out "$work/ca.pem"
  run az keyvault secret set --vault-name "$name-vault" --name ca-certificates --file "$work/ca.pem" --output none
  run az keyvault secret set --vault-name "$name-vault" --name ca-key --file "$work/ca.key" --output none
  rm -f "$work/ca.key"
}

broker_password() {
  az eventhubs namespace authorization-rule keys list --resource-group "$name" --namespace-name "$(output hubsName)" --name "$1" \
    --query primaryConnectionString --output tsv
}

broker_login() {
  # shellcheck disable=SC2016 # the name of the user, literally
  printf 'org.apache.kafka.common.security.plain.PlainLoginModule required username="$ConnectionString" password="%s";' "$(broker_password "$1")"
}

secrets() {
  local service at role roles=(cms image provisioner) secret
  mkdir -p "$work"
  make_secret command-keys new_key
  make_secret keyring new_key
  make_authority
  make_secret admin-password openssl rand -hex 16
  for at in "${!services[@]}"; do
    service=${services[at]} role=${roles[at]}
    make_secret "$service-database-username" echo "$role"
    make_secret "$service-database-password" openssl rand -hex 24
    make_secret "$service-broker-username" echo "\$ConnectionString"
    make_secret "$service-broker-password" broker_password "$service"
    make_secret "$service-broker-jaas" broker_login "$service"
    for secret in $(secrets_of "$service"); do
      run az role assignment create --role 'Key Vault Secrets User' --assignee-object-id "$(output_at servicePrincipalIds "$at")" \
        --assignee-principal-type ServicePrincipal --scope "$(vault_id)/secrets/$secret" --output none
    done
  done
}

vault_id() { look '<vault id>' az keyvault show --name "$name-vault" --query id --output tsv; }

# The same as in k8s/overlays/aks/key-vault.yaml: a test compares.
secrets_of() {
  local service=$1
  echo "$service-database-username $service-database-password $service-broker-jaas $service-broker-username $service-broker-password command-keys"
  case $service in
    api-service) echo keyring admin-password ;;
    provisioner-service) echo keyring ca-certificates ca-key ;;
  esac
}

# --- database

database() {
  local image
  # It has psql, and the authorities that Azure's certificates come from.
  image=$(output registryHost)/toygres/tools:${majors##* }
  if [[ -n $dry_run ]]; then
    say "+ (passwords of the vault as \\set lines; deploy/database.sql) | kubectl run psql --image=$image -- psql host=$(output databaseHost) …"
    return
  fi
  database_script | kube run toygres-database --namespace default --image="$image" --restart=Never --rm --stdin --quiet \
    --env=PGSSLMODE=verify-full --env=PGSSLROOTCERT=system --env=PGHOST="$(output databaseHost)" --env=PGUSER=toygres_admin \
    --env=PGDATABASE=toygres --command -- bash -euc 'IFS= read -r PGPASSWORD && export PGPASSWORD && exec psql -q -v ON_ERROR_STOP=1 -f -'
}

# First the administrator's password for the pod's shell, then what psql reads.
database_script() {
  local at roles=(cms image provisioner)
  secret_of database-administrator
  for at in "${!services[@]}"; do
    printf "\\\\set %s_password '%s'\n" "${roles[at]}" "$(secret_of "${services[at]}-database-password")"
  done
  cat "$root/deploy/database.sql"
}

kube() { kubectl --kubeconfig "$work/kubeconfig" "$@"; }

# --- apply

apply() {
  local copy=$work/k8s service
  rm -rf "$copy"
  mkdir -p "$work"
  cp -R "$root/k8s" "$copy"
  settings >"$copy/overlays/aks/settings.env"
  # Which namespaces may reach the services: the ingress controller's, and where AKS runs its Prometheus.
  run kube label namespace app-routing-system toygres.io/ingress=true --overwrite
  run kube apply --server-side --field-manager=toygres-deploy --force-conflicts --kustomize "$copy/overlays/aks"
  for service in image-service provisioner-service api-service; do
    run kube rollout status "deployment/$service" --namespace toygres-system --timeout=10m
  done
  say "Point $host at $(look '<address>' kube get service nginx --namespace app-routing-system --output 'jsonpath={.status.loadBalancer.ingress[0].ip}')"
}

settings() {
  local registry
  registry=$(output registryHost)/toygres
  cat <<SETTINGS
AZURE_TENANT_ID=$(output tenantId)
API_SERVICE_CLIENT_ID=$(output_at serviceClientIds 0)
IMAGE_SERVICE_CLIENT_ID=$(output_at serviceClientIds 1)
PROVISIONER_SERVICE_CLIENT_ID=$(output_at serviceClientIds 2)
BACKUP_CLIENT_ID=$(output_at jobClientIds 0)
RESTORE_CLIENT_ID=$(output_at jobClientIds 1)
KEY_VAULT=$(output vaultName)
HOST=$host
API_SERVICE_IMAGE=$registry/api-service:$version
IMAGE_SERVICE_IMAGE=$registry/image-service:$version
PROVISIONER_SERVICE_IMAGE=$registry/provisioner-service:$version
TOYGRES_DATABASE_URL=postgresql://$(output databaseHost):5432/toygres?sslmode=verify-full
KAFKA_BOOTSTRAP_SERVERS=$(output brokerAddress)
TOYGRES_BLOB_CONTAINER_URL=$(output containerUrl)
TOYGRES_DNS_SUFFIX=$(output dnsSuffix)
TOYGRES_CONTAINER_IMAGES_STOCK_RUNTIME=$registry/postgres:{major}
TOYGRES_CONTAINER_IMAGES_STOCK_TOOLS=$registry/tools:{major}
TOYGRES_CONTAINER_IMAGES_PG_DURABLE_RUNTIME=$registry/pg-durable:{major}
TOYGRES_CONTAINER_IMAGES_PG_DURABLE_TOOLS=$registry/pg-durable-tools:{major}
SETTINGS
}

# --- smoke: the main job, by the API alone

smoke() {
  local source image copy label
  if [[ -n $dry_run ]]; then
    say "+ POST https://$host/api/instances; then /api/images of it; then /api/instances from that image; then both are deleted"
    return
  fi
  label=smoke-$(date +%s)
  secret_of admin-password | tr -d '\n' >"$work/admin-password"
  curl --fail --silent --show-error --output /dev/null --cookie-jar "$work/cookies" --data username=admin \
    --data-urlencode "password@$work/admin-password" "https://$host/login"
  rm -f "$work/admin-password"
  source=$(api instances "{\"name\":\"$label\",\"password\":\"$(openssl rand -hex 12)\"}")
  await instances "$source" running
  image=$(api images "{\"name\":\"$label\",\"instance_id\":\"$source\"}")
  await images "$image" available
  copy=$(api instances "{\"name\":\"$label-copy\",\"source_image_id\":\"$image\"}")
  await instances "$copy" running
  say "Created, backed up and restored. Removing the three."
  remove instances "$copy"
  remove images "$image"
  remove instances "$source"
  rm -f "$work/cookies"
}

call() { curl --fail-with-body --silent --show-error --cookie "$work/cookies" --header 'Content-Type: application/json' "$@"; }

api() { call --data "$2" "https://$host/api/$1" | jq -er '.id'; }

remove() { call --request DELETE --output /dev/null "https://$host/api/$1/$2"; }

await() {
  local status end=$((SECONDS + 1200))
  while ((SECONDS < end)); do
    status=$(call "https://$host/api/$1/$2" | jq -er .status)
    [[ $status != "$3" ]] || { say "$1/$2: $status" && return; }
    [[ $status != failed ]] || { call "https://$host/api/$1/$2" | jq .failure >&2 && die "$1/$2 has failed: deploy.sh check"; }
    sleep 3
  done
  die "$1/$2 is still $status after 20 minutes: deploy.sh check"
}

# --- check: what tells why a backup or restore fails

check() {
  local job
  say "== Blobs (from a network that the storage account lets in)"
  run az storage blob list --auth-mode login --account-name "$(output storageName)" --container-name images --num-results 20 \
    --query '[].{name:name, length:properties.contentLength}' --output table || true
  say "== Service accounts and their identities"
  run kube get serviceaccounts --namespace toygres-managed --output \
    'custom-columns=NAME:.metadata.name,CLIENT:.metadata.annotations.azure\.workload\.identity/client-id'
  say "== Jobs, and the last lines of each"
  run kube get jobs --namespace toygres-managed
  for job in $(look '<job>' kube get jobs --namespace toygres-managed --output name); do
    run kube logs --namespace toygres-managed --tail=5 "$job" || true
  done
  say "== What the webhook gave image-service: AZURE_CLIENT_ID, AZURE_TENANT_ID, AZURE_FEDERATED_TOKEN_FILE, AZURE_AUTHORITY_HOST"
  run kube get pods --namespace toygres-system --selector app.kubernetes.io/component=image-service --output \
    'jsonpath={range .items[*]}{.metadata.name}{": "}{.spec.containers[0].env[?(@.name=="AZURE_CLIENT_ID")].value}{"\n"}{end}'
  say "== pg_durable's background worker, in instances of that type"
  for pod in $(look '<pod>' kube get pods --namespace toygres-managed --selector toygres.io/image-type=pg_durable,app.kubernetes.io/component=server --output name); do
    run kube exec --namespace toygres-managed "$pod" --container postgres -- psql -U postgres -Atc \
      "SELECT backend_type, state FROM pg_stat_activity WHERE backend_type NOT IN ('client backend', 'walwriter', 'checkpointer')"
  done
}

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
