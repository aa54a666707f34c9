# shellcheck shell=bash
# Roles and schemas of the services, by a pod of the cluster.

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
