#!/bin/sh
# The blob container of all images, made by azcopy with image-service's identity; nothing is changed where it is.
set -eu
export AZCOPY_AUTO_LOGIN_TYPE=WORKLOAD AZCOPY_LOG_LOCATION=/tmp AZCOPY_JOB_PLAN_LOCATION=/tmp
try=0
until said=$(azcopy make "$CONTAINER_URL" 2>&1); do
  case $said in *"already exists"*) break ;; esac
  try=$((try + 1))
  if [ "$try" -ge "${TRIES:-60}" ]; then
    printf '%s\n' "$said" >&2
    exit 1
  fi
  sleep 2
done
echo "$CONTAINER_URL is there"
