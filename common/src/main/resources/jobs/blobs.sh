# shellcheck shell=bash
# Blob Storage through azcopy: streams in, streams out, and why a transfer failed. Needs supervision.sh and pipes.sh.
#
# A script that sources this file says under which codes failures go: BLOB_AUTH_CODE, BLOB_FAILED_CODE, BLOB_MISSING_CODE.

# use_blobs CONTAINER_URL: sets azcopy up. It logs in with workload identity, unless the URL brings a signature of its own.
use_blobs() {
  BLOB_CONTAINER=${1%%\?*} BLOB_QUERY=
  [[ $1 != *\?* ]] || BLOB_QUERY="?${1#*\?}"
  export AZCOPY_DISABLE_SYSLOG=true AZCOPY_JOB_PLAN_LOCATION=$WORK/azcopy
  mkdir -p "$AZCOPY_JOB_PLAN_LOCATION"
  [[ -z $BLOB_QUERY ]] || return 0
  export AZCOPY_AUTO_LOGIN_TYPE=WORKLOAD
  local name
  for name in AZURE_CLIENT_ID AZURE_TENANT_ID AZURE_FEDERATED_TOKEN_FILE; do
    [[ -n ${!name:-} ]] || fail "$BLOB_AUTH_CODE" \
      "The pod has no $name: the workload-identity webhook did not prepare it (label azure.workload.identity/use, service account, client id)."
  done
  [[ -s $AZURE_FEDERATED_TOKEN_FILE ]] || fail "$BLOB_AUTH_CODE" \
    "The federated token file $AZURE_FEDERATED_TOKEN_FILE is missing or empty: the service account's token is not projected into the pod."
}

blob_url() { printf '%s/%s%s' "${BLOB_CONTAINER%/}" "$1" "$BLOB_QUERY"; }

# put_blob DIR PATH BLOCK_MIB SECONDS|0 < data. azcopy takes its input from a pipe only, not from a file, and in this mode
# it says why it fails in its log alone.
put_blob() {
  mkdir -p "$1/azcopy"
  AZCOPY_LOG_LOCATION=$1/azcopy stage "$1" azcopy timeout --foreground "$4" \
    azcopy copy "$(blob_url "$2")" --from-to PipeBlob --output-level quiet --block-size-mb "$3" --log-level WARNING >"$1/azcopy.out"
}

# get_blob DIR PATH SECONDS|0 > data. Quiet: azcopy would otherwise write "INFO: More than one AzCopy process is running…"
# to stdout, into the data. Its log tells of a 404 at level DEBUG only.
get_blob() {
  mkdir -p "$1/azcopy"
  AZCOPY_LOG_LOCATION=$1/azcopy stage "$1" azcopy timeout --foreground "$3" \
    azcopy copy "$(blob_url "$2")" --from-to BlobPipe --output-level quiet --check-md5 NoCheck --log-level DEBUG </dev/null
}

# blob_failure DIR WHAT: fails with what azcopy's transfer in DIR ran into. WHAT: "upload of globals.sql.zst".
blob_failure() {
  local dir=$1 what=$2 said
  said=$(cat "$dir"/azcopy/*.log "$dir/azcopy.err" "$dir/azcopy.out" 2>/dev/null || true)
  [[ -n $said && $said == *Status:* ]] || said+=$(explain_login "$dir")
  local status='' code=''
  [[ ! $said =~ RESPONSE\ Status:\ ([0-9]{3}) ]] || status=" (HTTP ${BASH_REMATCH[1]}"
  [[ ! $said =~ X-Ms-Error-Code:\ \[?([A-Za-z]+) ]] || code="${BASH_REMATCH[1]}"
  status=${status:+$status${code:+ $code})}
  case $said in
    *BlobNotFound* | *ContainerNotFound*)
      fail "$BLOB_MISSING_CODE" "The $what found nothing at ${BLOB_CONTAINER}$status." ;;
    *AADSTS*)
      fail "$BLOB_AUTH_CODE" "Entra ID refused the pod's federated token for the $what: $(grep -o -m 1 -E 'AADSTS[0-9]+[^"\\]*' <<<"$said" | head -n 1 | cut -c 1-300)" ;;
    *AuthorizationFailure* | *AuthorizationPermissionMismatch* | *AuthenticationFailed* | *InvalidAuthenticationInfo* | \
      *NoAuthenticationInformation* | *'Status: 401'* | *'Status: 403'* | *'Auto-login'* | *'WorkloadIdentityCredential'* | \
      *'no cached token'* | *'Please run azcopy login'*)
      fail "$BLOB_AUTH_CODE" "Blob Storage did not let the $what pass$status: check the role assignment of the workload identity on the container." ;;
    *) fail "$BLOB_FAILED_CODE" "The $what failed$status: $(blob_complaint "$said")" ;;
  esac
}

# The sentence of azcopy's that tells most, without addresses' signatures (azcopy redacts those itself).
blob_complaint() {
  grep -m 1 -o -E 'no such host|connection refused|x509: [^"]*|i/o timeout|connection reset by peer|ServerBusy|context deadline exceeded|TLS handshake [a-z ]*|proxyconnect [^"]*|no space left on device' <<<"$1" \
    || echo "azcopy gave no reason"
}

# A pipe that could not log in leaves no reason at all; the login command gives one.
explain_login() {
  [[ -n ${AZCOPY_AUTO_LOGIN_TYPE:-} ]] || return 0
  AZCOPY_LOG_LOCATION=$1/azcopy timeout 30 azcopy login --login-type=workload 2>&1 </dev/null | head -c 4000 || true
}
