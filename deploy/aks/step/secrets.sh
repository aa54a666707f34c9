# shellcheck shell=bash
# Keys and passwords in the vault, and who may read each.

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
