# shellcheck shell=bash
# What tells why a backup or restore fails.

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
