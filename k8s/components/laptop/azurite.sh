#!/bin/sh
# Azurite as the Blob Storage of the account devstoreaccount1, which takes tokens of the stand-in of Entra ID. Its usual key is in its
# documentation: this one nobody knows, so that tokens are the only way in.
set -eu
AZURITE_ACCOUNTS=devstoreaccount1:$(cat /etc/toygres/account-key)
export AZURITE_ACCOUNTS
exec azurite-blob --blobHost "${LISTEN:-0.0.0.0}" --blobPort "${PORT:-10000}" --location "${DATA:-/data}" --cert /etc/toygres/tls.crt \
  --key /etc/toygres/tls.key --oauth basic --disableTelemetry --silent
