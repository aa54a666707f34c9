# shellcheck shell=bash
# The resource group and main.bicep.

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
