#!/usr/bin/env bash
# Prepares an instance's volume before its server starts, at every start of the pod.
#
# A new instance's data directory is made by initdb, all or nothing, with the password from the Secret. A restored
# instance's was made by restore.sh: here it is only recognised, and without it the server must not start. A directory
# that exists is never changed. It runs in the runtime image, which has neither jq nor azcopy.
set -Eeuo pipefail

readonly UNEXPECTED_CODE=INIT_FAILED WORK_SPACE_CODE=VOLUME_FULL

source "${BASH_SOURCE[0]%/*}/supervision.sh"

readonly DATA=/pgdata/data NEW_DATA=/pgdata/data.new

main() {
  read_spec
  if [[ -e $DATA ]]; then
    check_version
    [[ -z $IMAGE_ID ]] || check_marker
    log "the data directory is there"
  elif [[ -n $IMAGE_ID ]]; then
    fail RESTORE_MISSING "The volume does not hold what was restored from image $IMAGE_ID: its restore has not finished."
  else
    create
  fi
  conclude '{"outcome":"succeeded"}'
}

# The spec's values are UUIDs and digits, so a pattern reads them as well as jq.
read_spec() {
  local uuid='[0-9a-fA-F-]{36}'
  field() { [[ $TOYGRES_SPEC =~ \"$1\"[[:space:]]*:[[:space:]]*\"($2)\" ]] && echo "${BASH_REMATCH[1]}"; }
  INSTANCE_ID=$(field instance_id "$uuid")
  MAJOR=$(field postgres_version '[0-9]+')
  IMAGE_ID=$(field restored_image_id "$uuid") || IMAGE_ID=
}

check_version() {
  local version
  version=$(<"$DATA/PG_VERSION")
  [[ $version == "$MAJOR" ]] || fail VERSION_MISMATCH "The volume holds data of PostgreSQL $version, the instance runs $MAJOR."
  [[ $(postgres --version) =~ \)\ "$MAJOR"([^0-9]|$) ]] || fail VERSION_MISMATCH "The image's server is not PostgreSQL $MAJOR."
}

check_marker() {
  local marker=''
  [[ ! -e $DATA/toygres-restore.json ]] || marker=$(<"$DATA/toygres-restore.json")
  [[ $marker == *"\"instance_id\":\"$INSTANCE_ID\""* && $marker == *"\"image_id\":\"$IMAGE_ID\""* ]] \
    || fail RESTORE_MISSING "The volume does not hold what was restored from image $IMAGE_ID for this instance."
}

# initdb reads the password from the file itself. It writes to another directory, whose renaming is what makes it count.
create() {
  log "creating a data directory"
  rm -rf "$NEW_DATA"
  mkdir -p "$WORK/initdb"
  if ! initdb --pgdata="$NEW_DATA" --username=postgres --pwfile="$SECRET" \
    --auth=scram-sha-256 --encoding=UTF8 --locale=C.UTF-8 --data-checksums >"$WORK/initdb/out" 2>"$WORK/initdb/err"; then
    ! { out_of_space /pgdata || grep -q -E "$NO_SPACE" "$WORK/initdb/err"; } || fail VOLUME_FULL "The instance's volume is too small for an empty server."
    fail INIT_FAILED "initdb failed: $(first_line "$WORK/initdb/err")"
  fi
  mv -T "$NEW_DATA" "$DATA"
  sync /pgdata
}

supervise main
