# shellcheck shell=bash
# k8s/overlays/aks with the settings of this installation.

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
TOYGRES_DATABASE_URL=postgresql://$(output databaseHost):5432/toygres?sslmode=verify-full&sslrootcert=/etc/ssl/certs/ca-certificates.crt
KAFKA_BOOTSTRAP_SERVERS=$(output brokerAddress)
TOYGRES_BLOB_CONTAINER_URL=$(output containerUrl)
TOYGRES_DNS_SUFFIX=$(output dnsSuffix)
TOYGRES_CONTAINER_IMAGES_STOCK_RUNTIME=$registry/postgres:{major}
TOYGRES_CONTAINER_IMAGES_STOCK_TOOLS=$registry/tools:{major}
TOYGRES_CONTAINER_IMAGES_PG_DURABLE_RUNTIME=$registry/pg-durable:{major}
TOYGRES_CONTAINER_IMAGES_PG_DURABLE_TOOLS=$registry/pg-durable-tools:{major}
SETTINGS
}
