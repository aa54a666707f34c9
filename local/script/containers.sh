# shellcheck shell=bash
# The container images, built by podman without any registry, and the main job with the services as containers.
#
# Bases come from debootstrap and this machine's JDK, unless TOYGRES_JRE_BASE and TOYGRES_POSTGRES_BASE name others.

readonly container_services=(api-service image-service provisioner-service)
readonly container_tag=0.1.0

containers() {
  local status=0 start=$SECONDS
  ((EUID == 0)) || die "./toygres containers needs root: podman's own is what it is written for."
  prepare
  need_podman
  software_bills
  build
  build_images
  say "Images after $((SECONDS - start)) s:"
  podman images --format '  {{.Repository}}:{{.Tag}} {{.Size}}' | grep toygres/
  check_images
  run_with_containers || status=$?
  say "The whole took $((SECONDS - start)) s."
  return "$status"
}

need_podman() {
  local need packages=()
  for need in podman:podman runc:runc debootstrap:debootstrap; do
    command -v "${need%%:*}" >/dev/null || packages+=("${need#*:}")
  done
  ((${#packages[@]} == 0)) || working "Installing ${packages[*]}" install_packages "${packages[@]}"
  private_folder "$tools/containers"
}

# podman.sh keeps its images in .toygres, and needs neither systemd nor a journal.
podman() { "$root/local/script/podman.sh" "$@"; }

has_image() { podman image exists "localhost/$1"; }

# CycloneDX: what each service is made of, at target/sbom.json. Written anew when a dependency may have changed.
software_bills() {
  local service
  for service in "${container_services[@]}"; do
    if [[ ! -e $service/target/sbom.json || -n $(find pom.xml ./*/pom.xml -newer "$service/target/sbom.json") ]]; then
      working "Writing the bills of materials" mvn -q -Psbom package -Dmaven.test.skip=true -Dspotless.check.skip=true \
        -Dcompiler.error-prone=-Xlint:none -pl "$(IFS=, && echo "${container_services[*]}")" -am
      return
    fi
  done
}

debian_base() {
  has_image toygres/debian:bookworm && return
  local folder=$tools/containers/debootstrap mirror
  # Debian 12 has its sources in the one file or in the folder, and the other may be missing.
  mirror=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null |
    sed -n 's#^\(URIs: \|deb \)\(https\?://[^ ]*debian\) *.*#\2#p' | sed -n 1p) || true
  rm -rf -- "$folder"
  debootstrap --variant=minbase --include=ca-certificates bookworm "$folder" "${mirror:-http://deb.debian.org/debian}"
  rm -rf -- "$folder"/var/cache/apt/archives/*.deb "$folder"/var/log/* "$folder"/var/lib/apt/lists/*
  tar -C "$folder" --sort=name -c . | podman import -q - localhost/toygres/debian:bookworm
  rm -rf -- "$folder"
}

# build_image DOCKERFILE NAME CONTEXT ARGUMENT…: with the time of the commit in every layer, so that one commit makes one image.
build_image() {
  local file=$1 name=$2 context=$3 argument options=()
  shift 3
  for argument; do options+=(--build-arg "$argument"); done
  podman build --quiet --network=host --pull=never --timestamp "$(commit_time)" --file "$file" --tag "localhost/$name" \
    --build-arg "VERSION=$container_tag" --build-arg "REVISION=$(git rev-parse HEAD 2>/dev/null || echo unknown)" "${options[@]}" "$context"
}

commit_time() { git log -1 --format=%ct 2>/dev/null || echo 0; }

build_images() {
  local service major jre=${TOYGRES_JRE_BASE:-localhost/toygres/jre:25} postgres=${TOYGRES_POSTGRES_BASE:-}
  working "Making a Debian of packages" debian_base
  if [[ -z ${TOYGRES_JRE_BASE:-} ]] && ! has_image toygres/jre:25; then
    working "Making a base with this JDK" build_image containers/debian/jre.Dockerfile toygres/jre:25 "$JAVA_HOME" \
      DEBIAN=localhost/toygres/debian:bookworm
  fi
  for service in "${container_services[@]}"; do
    working "Building $service" build_image containers/service.jvm.Dockerfile "toygres/$service:$container_tag" . \
      "BASE=$jre" "SERVICE=$service"
  done
  for major in $(debian_majors); do
    if [[ -z $postgres ]] && ! has_image "toygres/postgres:$major"; then
      working "Making a runtime image of PostgreSQL $major" build_image containers/debian/postgres.Dockerfile "toygres/postgres:$major" \
        containers/debian DEBIAN=localhost/toygres/debian:bookworm "MAJOR=$major"
    fi
    working "Building the Jobs' tools for $major" build_image containers/tools.Dockerfile "toygres/tools:$major" . \
      "RUNTIME=${postgres:-localhost/toygres/postgres:$major}" "JRE=$jre"
  done
}

# Debian has one major version; a runtime image of another is pulled, with TOYGRES_POSTGRES_BASE and TOYGRES_POSTGRES_MAJORS.
debian_majors() { echo "${TOYGRES_POSTGRES_MAJORS:-15}"; }

# What an image promises: no root, no shell history, no secret, the programs that Jobs call.
check_images() {
  local service image major
  for service in "${container_services[@]}"; do
    image=localhost/toygres/$service:$container_tag
    [[ $(podman image inspect --format '{{.User}}' "$image") == 1001:1001 ]] || die "$image does not run as 1001."
    podman run --rm --network=none --entrypoint=cat "$image" /app/sbom.json | jq -e '.bomFormat == "CycloneDX" and (.components | length > 50)' \
      >/dev/null || die "$image has no bill of materials."
  done
  for major in $(debian_majors); do
    image=localhost/toygres/tools:$major
    [[ $(podman image inspect --format '{{.User}}' "$image") == 999:999 ]] || die "$image does not run as 999."
    podman run --rm --network=none --read-only "$image" bash -euc \
      'azcopy --version; toygres-job --help >/dev/null; zstd --version; pg_dump --version; pg_restore --version; initdb --version' || die "$image lacks a program."
  done
}

# The system as ever, but with the services as containers, and the main job on it.
run_with_containers() {
  local status=0
  export TOYGRES_CONTAINERS=$container_tag TOYGRES_STATE=$tools/test-containers
  export TOYGRES_PORT_BASE=$((${TOYGRES_TEST_PORT_BASE:-23000} + 200))
  stop_system
  rm -rf -- "$TOYGRES_STATE"
  trap 'stop_system; remove_containers' EXIT
  start_system
  e2e_suite -Dit.test=BackupAndRestoreE2E -Dfailsafe.failIfNoSpecifiedTests=false -Dsurefire.reportNameSuffix=containers || status=$?
  podman ps --format '  {{.Names}} {{.Image}} {{.Status}}'
  stop_system
  remove_containers
  return "$status"
}

remove_containers() {
  local service
  for service in "${container_services[@]}"; do podman rm --force --ignore "toygres-$service" >/dev/null; done
}
