# shellcheck shell=bash
# The tests, and their verdict: of this run's reports, and of nothing that an earlier one has left.

readonly test_log=$tools/test.log

e2e() {
  prepare_tests
  if [[ -z ${TOYGRES_URL:-} ]]; then
    build
    borrow_system
  fi
  e2e_suite "$@"
}

# Maven adds up what it finds in the summary, also that of an earlier run which failed.
e2e_suite() {
  rm -f e2e/target/failsafe-reports/failsafe-summary.xml
  mvn -q -Pe2e -pl e2e verify -Dspotless.check.skip=true "$@"
}

# Every part that can die, the services and pods more often than what they all stand on.
readonly chaos_parts=api-service,api-service,image-service,image-service,provisioner-service,provisioner-service,pod,pod,pod,pod,kafka,azurite,cms-postgres

chaos() {
  local minutes=10 seed=()
  while (($#)); do
    case $1 in
      --minutes) minutes=${2:-} ;;
      --seed) seed=(-Dtoygres.chaos.seed="${2:-}") ;;
      *) die "./toygres chaos [--minutes 10] [--seed n], not $1" ;;
    esac
    [[ ${2:-} =~ ^[0-9]+$ ]] || die "$1 needs a number."
    shift 2
  done
  e2e -Dit.test=ChaosE2E -Dtoygres.chaos.seconds=$((minutes * 60)) -Dtoygres.chaos.parts="$chaos_parts" "${seed[@]}" -Dfailsafe.failIfNoSpecifiedTests=false
}

# The main job once more, by a second system that knows of the first one's cluster its kubeconfig alone, as of any other.
e2e_by_kubeconfig() {
  export TOYGRES_POSTGRES_VERSIONS KUBECONFIG
  TOYGRES_POSTGRES_VERSIONS=$(basename -a /usr/lib/postgresql/* | paste -sd ,)
  KUBECONFIG=$(system_setting kubeconfig)
  export TOYGRES_STATE=$tools/test-kubeconfig TOYGRES_PORT_BASE=$((TOYGRES_PORT_BASE + 100))
  ./toygres down
  rm -rf "$TOYGRES_STATE"
  ./toygres e2e -Dit.test='BackupAndRestoreE2E,PgDurableE2E,KubectlE2E' -Dfailsafe.failIfNoSpecifiedTests=false \
    -Dsurefire.reportNameSuffix=kubeconfig
}

report_folders() { find . -type d \( -name surefire-reports -o -name failsafe-reports \) -not -path './.toygres/*'; }

remove_reports() { report_folders | while IFS= read -r folder; do rm -rf -- "$folder"; done; }

reports() { report_folders | while IFS= read -r folder; do find "$folder" -name 'TEST-*.xml'; done; }

# sum_of ATTRIBUTE: one attribute of all test suites whose reports are there, summed.
sum_of() {
  reports | while IFS= read -r file; do grep -o '<testsuite [^>]*' -- "$file" || true; done |
    sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p" | awk '{sum += $1} END {print sum + 0}'
}

# failed_tests: "class.method" of each test that failed, one a line.
failed_tests() {
  reports | while IFS= read -r file; do
    awk '
      function attribute(name) {
        return match($0, " " name "=\"[^\"]*\"") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) : ""
      }
      /<testcase / { test = attribute("classname") "." attribute("name") }
      /<(failure|error)[ >]/ && test != "" { print test; test = "" }' "$file"
  done | sort -u
}

# What Maven says when a module fails, its own tests or not: a compiler's error is in no report.
failed_goals() { grep '^\[ERROR\] Failed to execute goal' -- "$test_log" 2>/dev/null | cut -c 1-300 || true; }

# verdict STATUS: what failed, and as the last line the counts. Fails unless everything was run and passed.
verdict() {
  local status=$1 failures failed skipped tests
  failed=$(($(sum_of failures) + $(sum_of errors)))
  skipped=$(sum_of skipped)
  tests=$(sum_of tests)
  failures=$(failed_tests)
  if [[ -n $failures ]]; then
    say "Failed:"
    say "$failures" | sed 's/^/  /'
  elif ((status != 0)); then
    say "No test failed, but the run did (status $status):"
    say "$(failed_goals)"
  fi
  say "$((tests - failed - skipped)) passed, $failed failed, $skipped skipped"
  ((status == 0 && failed == 0 && tests > 0))
}

e2e_on_a_fresh_system() {
  local status=0
  export TOYGRES_STATE=$tools/test TOYGRES_PORT_BASE=${TOYGRES_TEST_PORT_BASE:-23000}
  stop_system && rm -rf "$TOYGRES_STATE" && borrow_system || return
  e2e_suite || status=$?
  [[ -n ${KUBECONFIG:-} ]] || (e2e_by_kubeconfig) || status=$?
  return "$status"
}

run_tests() {
  local status=0
  prepare_tests
  remove_reports
  touch "$tools/building"
  # Seconds, and it would otherwise end the run after all modules before it.
  mvn -q spotless:check 2>&1 | tee "$test_log" || {
    verdict 1
    return
  }
  env --unset=KUBECONFIG mvn verify -T 2 -Pnative-config -Dspotless.check.skip=true --fail-at-end 2>&1 | tee "$test_log" || status=$?
  if ((status == 0)); then
    mv "$tools/building" "$tools/built"
    archive_classes || no_archive
    (e2e_on_a_fresh_system) 2>&1 | tee -a "$test_log" || status=$?
  else
    say "The end-to-end suite was not run, because a module failed."
  fi
  verdict "$status"
}
