# shellcheck shell=bash
# The container images, built here and pushed to the registry.

images() {
  local service registry major
  registry=$(output registryHost)
  run az acr login --name "$(output registryName)"
  for service in "${services[@]}"; do
    build_and_push "$registry/toygres/$service:$version" containers/service.jvm.Dockerfile --build-arg "SERVICE=$service"
  done
  for major in $majors; do
    mirror "$runtime:$major" "$registry/toygres/postgres:$major"
    build_and_push "$registry/toygres/tools:$major" containers/tools.Dockerfile --build-arg "RUNTIME=$registry/toygres/postgres:$major"
    [[ -n $durable ]] || continue
    mirror "$durable:$major" "$registry/toygres/pg-durable:$major"
    build_and_push "$registry/toygres/pg-durable-tools:$major" containers/tools.Dockerfile --build-arg "RUNTIME=$registry/toygres/pg-durable:$major"
  done
}

build_and_push() {
  local image=$1 file=$2
  shift 2
  run docker build --platform linux/amd64 --file "$root/$file" --tag "$image" --build-arg "VERSION=$version" \
    --build-arg "REVISION=$(git -C "$root" rev-parse HEAD)" "$@" "$root"
  run docker push --quiet "$image"
}

# Tools and instances must have one runtime image, so it is taken once and kept.
mirror() {
  run docker pull --quiet --platform linux/amd64 "$1"
  run docker tag "$1" "$2"
  run docker push --quiet "$2"
}
