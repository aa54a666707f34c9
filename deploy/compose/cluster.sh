#!/bin/sh
# Makes a cluster ready for services outside of it: what k8s/base has for toygres-managed but for the quota, and a kubeconfig for each that
# needs one, with the token of its own service account. Reads the administrator's KUBECONFIG; SERVER is the API's address for the services,
# API the one from here where that is another.
set -eu
here=$(dirname "$0")
kubectl() { command kubectl --server "${API:-$SERVER}" "$@"; }

until kubectl get --raw /readyz >/dev/null 2>&1; do sleep 1; done
for file in "$MANIFESTS/accounts.yaml" "$MANIFESTS/roles.yaml" "$MANIFESTS/network-policies.yaml" "$here/azure-stand-in.yaml"; do
  sed "s/\${TOYGRES_WORKLOAD_IDENTITY_CLIENT_ID}/$CLIENT_ID/" "$file" |
    kubectl apply --server-side --force-conflicts --validate=false --field-manager=toygres-compose -f -
done

# kubeconfig FOLDER SERVICE-ACCOUNT: good for a year; every start makes another.
kubeconfig() {
  mkdir -p "$SECRETS/$1"
  authority=$(kubectl config view --raw --output 'jsonpath={.clusters[0].cluster.certificate-authority-data}')
  # As `kubectl create token` does, but in JSON; the API's own audience is the issuer of its tokens.
  issuer=$(kubectl get --raw /.well-known/openid-configuration | sed -n 's/.*"issuer": *"\([^"]*\)".*/\1/p')
  token=$(echo '{"apiVersion":"authentication.k8s.io/v1","kind":"TokenRequest",' \
    '"spec":{"audiences":["'"$issuer"'"],"expirationSeconds":31536000}}' |
    kubectl create --raw "/api/v1/namespaces/toygres-system/serviceaccounts/$2/token" -f - | sed -n 's/.*"token": *"\([^"]*\)".*/\1/p')
  [ -n "$token" ]
  (
    umask 027
    cat >"$SECRETS/$1/kubeconfig.new" <<KUBECONFIG
apiVersion: v1
kind: Config
current-context: toygres
contexts: [{name: toygres, context: {cluster: toygres, user: toygres, namespace: toygres-managed}}]
clusters: [{name: toygres, cluster: {server: "$SERVER"${authority:+, certificate-authority-data: "$authority"}}}]
users: [{name: toygres, user: {token: "$token"}}]
KUBECONFIG
  )
  chown "$(stat -c %u "$SECRETS/$1"):1001" "$SECRETS/$1/kubeconfig.new"
  mv "$SECRETS/$1/kubeconfig.new" "$SECRETS/$1/kubeconfig"
}

kubeconfig image-service image-service
kubeconfig provisioner-service provisioner-service
kubeconfig azure-stand-in azure-stand-in
# For whom the checkout belongs to: kubectl and the end-to-end tests.
chown "$(stat -c %u "$SECRETS")" "$KUBECONFIG"
echo "the cluster is ready"
