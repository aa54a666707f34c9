# shellcheck shell=bash
# Measurements, on a system of their own that is removed afterwards.

bench_java() {
  "$JAVA_HOME/bin/java" -Xmx256m -XX:+UseSerialGC "${quiet[@]}" \
    -cp "bench/target/classes:$(echo e2e/target/toygres-e2e-*.jar):e2e/target/lib/*" io.toygres.bench.ApiBench "$@"
}

bench() {
  [[ ${1:-} == api ]] || die "There is: ./toygres bench api"
  local results=$tools/bench-api.md
  build
  # pgbench is where the server's programs are, and Debian puts no link to it everywhere.
  PATH=$PATH:$(compgen -G '/usr/lib/postgresql/*/bin' | sort -V | tail -n 1)
  export TOYGRES_STATE=$tools/bench TOYGRES_PORT_BASE=${TOYGRES_BENCH_PORT_BASE:-24000}
  stop_system
  rm -rf "$TOYGRES_STATE" "$results"
  trap stop_system EXIT
  start_system
  bench_java jobs "$results"
  stop_system
  # Without workers: thousands of accepted commands then start no Job. Nobody answers them, which must not have them sent again.
  export TOYGRES_SERVICES=api-service TOYGRES_RESEND_EVERY=off TOYGRES_SILENCE_EVERY=off
  start_system
  bench_java commands "$results"
  bench_java report "$results" docs/benchmarks.md
  stop_system
  rm -rf "$TOYGRES_STATE"
  say "Written to docs/benchmarks.md"
}
