# shellcheck shell=bash
# Measurements, on a system of their own that is removed afterwards.

# bench_java CLASS ARGUMENT…
bench_java() {
  local class=$1
  shift
  "$JAVA_HOME/bin/java" -Xmx256m -XX:+UseSerialGC "${quiet[@]}" \
    -cp "bench/target/classes:$(echo e2e/target/toygres-e2e-*.jar):e2e/target/lib/*" "io.toygres.bench.$class" "$@"
}

bench() {
  case ${1:-} in
    api | images | start) ;;
    *) die "There are: ./toygres bench api, ./toygres bench images and ./toygres bench start" ;;
  esac
  local results=$tools/bench-$1.md
  build
  # PostgreSQL's programs are where Debian puts no link to them everywhere.
  PATH=$(compgen -G '/usr/lib/postgresql/*/bin' | sort -V | tail -n 1):$PATH
  export TOYGRES_STATE=$tools/bench TOYGRES_PORT_BASE=${TOYGRES_BENCH_PORT_BASE:-24000}
  stop_system
  rm -rf "$TOYGRES_STATE" "$results"
  trap stop_system EXIT
  "bench_$1" "$results" "${@:2}"
  stop_system
  rm -rf "$TOYGRES_STATE"
  say "Written to docs/benchmarks.md"
}

bench_api() {
  local results=$1
  start_system
  bench_java ApiBench jobs "$results"
  stop_system
  # Without workers: thousands of accepted commands then start no Job. Nobody answers them, which must not have them sent again.
  export TOYGRES_SERVICES=api-service TOYGRES_RESEND_EVERY=off TOYGRES_SILENCE_EVERY=off
  start_system
  bench_java ApiBench commands "$results"
  bench_java ApiBench report "$results" docs/benchmarks.md
}

# bench_images RESULTS [ROUNDS [small|mixed|tables|databases …]], or bench_images RESULTS --large
bench_images() {
  local results=$1 rounds=${2:-5} workload
  for workload in "${@:3}"; do
    [[ $workload =~ ^(small|mixed|tables|databases)$ ]] ||
      die "There is no workload $workload: there are small, mixed, tables and databases."
  done
  if [[ $rounds == --large ]]; then
    bench_large_images "$results"
    return
  fi
  command -v pgbackrest >/dev/null || working "Installing pgbackrest" install_packages pgbackrest
  TOYGRES_AZCOPY=$(compgen -G "$tools/npm/node_modules/@azure-tools/azcopy-linux/dist/bin/azcopy_linux_*" | head -n 1)
  export TOYGRES_AZCOPY
  start_system
  bench_java ImagesBench measure "$results" "$TOYGRES_STATE/bench" "$rounds" "${@:3}"
  bench_java ImagesBench report "$results" docs/benchmarks.md
}

# bench_large_images RESULTS
bench_large_images() {
  local needed=50 free
  free=$(df --output=avail --block-size=1G "$tools" | tail -n 1)
  ((free >= needed)) || die "A database of 10 GB, its images and its copies need $needed GB; $tools has $free GB left."
  start_system
  bench_java ImagesBench measure-large "$1"
  bench_java ImagesBench report-large "$1" docs/benchmarks.md
}

# bench_start RESULTS [ROUNDS]
bench_start() {
  local results=$1 rounds=${2:-5} service
  start_system
  bench_java StartBench measure "$results" JVM "$rounds"
  stop_system
  for service in api-service image-service provisioner-service; do
    if ! compgen -G "$service/target/*-runner" >/dev/null; then
      say "No executable of $service: only the JVM is measured."
      bench_java StartBench report "$results" docs/benchmarks.md
      return
    fi
  done
  TOYGRES_NATIVE=1 start_system
  bench_java StartBench measure "$results" native "$rounds"
  bench_java StartBench report "$results" docs/benchmarks.md
}
