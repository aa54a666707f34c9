# shellcheck shell=bash
# What is missing on this machine and in the subscription, all of it at once.

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
