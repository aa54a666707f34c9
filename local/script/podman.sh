#!/usr/bin/env bash
# podman.sh …: podman with its images in .toygres/containers, on a machine without systemd too.
set -Eeuo pipefail
store=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)/.toygres/containers
mkdir -p -- "$store"
export CONTAINERS_CONF=$store/containers.conf
cat >"$CONTAINERS_CONF.$$" <<'CONF'
[engine]
runtime = "runc"
cgroup_manager = "cgroupfs"
events_logger = "file"
pull_policy = "never"
[containers]
default_ulimits = ["nofile=20000:20000", "nproc=30000:30000"]
CONF
mv -- "$CONTAINERS_CONF.$$" "$CONTAINERS_CONF"
exec podman --root "$store/storage" --runroot "$store/run" "$@"
