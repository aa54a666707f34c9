#!/usr/bin/env bash
# secrets.sh FOLDER: every secret of an installation that has no Key Vault, each once, in one folder for each program that reads it. What
# is there stays. For docker-compose.yml, which runs it in a container, and deploy/kind.sh. Needs openssl 3.
set -Eeuo pipefail
umask 077

folder=$1
readonly services=(api-service image-service provisioner-service) roles=(cms image provisioner)

# keep FILE COMMAND…: the file as it is or, where there is none, what the command prints.
keep() {
  local file=$folder/$1
  shift
  [[ ! -s $file ]] || return 0
  mkdir -p -- "${file%/*}"
  "$@" >"$file.new"
  mv -- "$file.new" "$file"
}

new_key() { echo "k1:$(openssl rand -base64 32)"; }

# A generated password has nothing in it that SQL or a properties file would read as anything else.
# No line end: Kubernetes would make it a part of the Secret.
new_password() { openssl rand -hex "${1:-24}" | tr -d '\n'; }

new_account_key() { openssl rand -base64 32 | tr -d '\n'; }

# authority NAME FILES: a CA of ten years, as FILES.crt and FILES.key.
authority() {
  [[ ! -s $folder/$2.crt ]] || return 0
  mkdir -p -- "$(dirname "$folder/$2")"
  openssl req -x509 -noenc -newkey ec -pkeyopt ec_paramgen_curve:P-256 -subj "/CN=$1" -days 3650 \
    -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign,cRLSign -keyout "$folder/$2.key" -out "$folder/$2.crt.new"
  mv -- "$folder/$2.crt.new" "$folder/$2.crt"
}

# certificate FILES NAME…: for a server of these names, by the authority that stands in for Azure's, as FILES.crt and FILES.key.
certificate() {
  local files=$folder/$1
  shift
  [[ ! -s $files.crt ]] || return 0
  mkdir -p -- "$(dirname "$files")"
  openssl req -x509 -noenc -newkey ec -pkeyopt ec_paramgen_curve:P-256 -subj "/CN=$1" -days 825 \
    -CA "$folder/authority/azure.crt" -CAkey "$folder/authority/azure.key" -addext basicConstraints=critical,CA:FALSE \
    -addext extendedKeyUsage=serverAuth -addext "subjectAltName=$(printf 'DNS:%s,' "$@" | sed 's/,$//')" \
    -keyout "$files.key" -out "$files.crt.new"
  mv -- "$files.crt.new" "$files.crt"
}

datasource() { printf 'quarkus.datasource.username=%s\nquarkus.datasource.password=%s\n' "$1" "$(cat "$folder/database/$1-password")"; }

passwords_for_psql() {
  local role
  for role in "${roles[@]}"; do printf "\\\\set %s_password '%s'\n" "$role" "$(cat "$folder/database/$role-password")"; done
}

make_all() {
  local at service
  keep postgres/postgres-password new_password
  for at in "${!services[@]}"; do
    service=${services[at]}
    keep "database/${roles[at]}-password" new_password
    keep "$service/datasource.properties" datasource "${roles[at]}"
  done
  keep database/passwords.sql passwords_for_psql
  keep database/postgres-password cat "$folder/postgres/postgres-password"
  keep authority/command-keys new_key
  keep authority/keyring new_key
  for service in "${services[@]}"; do keep "$service/command-keys" cat "$folder/authority/command-keys"; done
  for service in api-service provisioner-service; do keep "$service/keyring" cat "$folder/authority/keyring"; done
  keep api-service/admin-password new_password 16
  authority 'Toygres CA' provisioner-service/ca
  authority 'Toygres stand-in for Azure' authority/azure
  certificate azurite/tls devstoreaccount1.blob.core.windows.net
  certificate azure-stand-in/tls login.microsoftonline.com login.microsoft.com login.windows.net sts.windows.net
  keep azurite/account-key new_account_key
  for service in image-service provisioner-service container; do keep "$service/azure.crt" cat "$folder/authority/azure.crt"; done
}

# share FOLDER GROUP: readable by its program's group besides, and otherwise its owner's. Root alone can, in a container.
share() {
  ((EUID == 0)) || return 0
  mkdir -p -- "$folder/$1"
  chown -R -- "${TOYGRES_OWNER:-0}:$2" "$folder/$1"
  chmod -R u=rwX,g=rX,o= "$folder/$1"
}

make_all
((EUID != 0)) || chown -- "${TOYGRES_OWNER:-0}" "$folder" "$folder/authority"
for service in "${services[@]}" azure-stand-in container; do share "$service" 1001; done
share identity 1001
chmod g+w "$folder/identity" 2>/dev/null || true
share postgres 999
share database 999
share azurite 1000
