# shellcheck shell=bash
# What the system needs on this machine: Debian's packages, two npm packages, a JDK, and our own build.

as_root() {
  if ((EUID == 0)); then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    die "Not root and no sudo. Run this as root, then try again: $*"
  fi
}

missing_packages() {
  local need
  # Program or file, and the package that brings it.
  for need in bwrap:bubblewrap socat:socat shellcheck:shellcheck jq:jq zstd:zstd mvn:maven openssl:openssl curl:curl \
    node:nodejs npm:npm ps:procps setpriv:util-linux flock:util-linux ip:iproute2; do
    command -v "${need%%:*}" >/dev/null || echo "${need#*:}"
  done
  compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || echo postgresql
  compgen -G '/usr/share/postgresql/*/extension/hstore.control' >/dev/null || echo postgresql-contrib
  compgen -G '/usr/lib/*/libsecret-1.so.0' >/dev/null || echo libsecret-1-0
  command -v kubectl >/dev/null || echo kubernetes-client
}

install_packages() {
  # Debian starts a PostgreSQL server of its own on port 5432 as it installs the package: not here.
  local no_server=/etc/postgresql-common/createcluster.d/toygres.conf status=0
  as_root mkdir -p "${no_server%/*}"
  echo 'create_main_cluster = false' | as_root tee "$no_server" >/dev/null
  { as_root apt-get update -q && as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends "$@"; } || status=$?
  as_root rm "$no_server"
  return "$status"
}

install_npm() {
  mkdir -p "$tools/npm"
  cp local/npm/package.json local/npm/package-lock.json local/npm/.npmrc "$tools/npm/"
  (cd "$tools/npm" && npm ci --no-progress)
  # npm drops the mode of the programs that this package brings.
  chmod +x "$tools"/npm/node_modules/@azure-tools/azcopy-linux/dist/bin/azcopy_linux_*
  cp local/npm/package-lock.json "$tools/npm/installed.json"
}

# promtool alone: Debian starts a Prometheus of its own as it installs the package, so it is only unpacked.
install_promtool() {
  local folder=$tools/promtool
  rm -rf -- "$folder" "$folder.new"
  mkdir -p -- "$folder.new"
  (cd "$folder.new" && { apt-get download -q prometheus || { as_root apt-get update -q && apt-get download -q prometheus; }; })
  dpkg-deb --extract "$folder.new"/prometheus_*.deb "$folder.new"
  rm -f -- "$folder.new"/*.deb "$folder.new/usr/bin/prometheus"
  mv -T -- "$folder.new" "$folder"
}

# The examples of consumers, which the end-to-end suite runs.
install_examples() {
  (cd docs/examples && npm ci --no-progress && cp package-lock.json node_modules/installed.json)
}

prepare_tests() {
  prepare
  cmp -s docs/examples/package-lock.json docs/examples/node_modules/installed.json ||
    working "Installing the examples' packages from npm" install_examples
  [[ -x $tools/promtool/usr/bin/promtool ]] || working "Fetching promtool" install_promtool
}

prepare() {
  local packages
  private_folder "$tools" "$TOYGRES_STATE"
  mapfile -t packages < <(missing_packages | sort -u)
  if ((${#packages[@]})); then
    command -v apt-get >/dev/null || die "Missing, and there is no apt-get to install it: ${packages[*]}"
    working "Installing ${packages[*]}" install_packages "${packages[@]}"
  fi
  use_java "$tools/jdk"
  cmp -s local/npm/package-lock.json "$tools/npm/installed.json" ||
    working "Installing Azurite and azcopy from npm" install_npm
}

# Paths of what has changed since the last build that came to its end.
changed_sources() {
  [[ -e $tools/built ]] || echo everything
  find pom.xml ./*/pom.xml ./*/src -newer "$tools/built" -type f 2>/dev/null | head -n 1
}

# The classes that Jobs load, ready to be mapped, and how they ran: without them the Jobs' program takes a second longer for the same work.
# It is recorded by doing that work once, in a namespace where root is not root, which PostgreSQL would refuse.
archive_classes() {
  local program=$root/job/target/program postgres
  [[ ! -e $program/toygres-job.aot ]] || return 0 # the build removes that of another one
  postgres=$(compgen -G '/usr/lib/postgresql/*/bin' | sort -V | tail -n 1)
  (cd "$program" && PATH=$postgres:$PATH bwrap --unshare-user --uid 999 --gid 999 --dev-bind / / \
    "$JAVA_HOME/bin/java" "-Xlog:aot*=off" "-Xlog:cds*=off" -XX:AOTCacheOutput=new.aot -XX:+UseSerialGC \
    -cp toygres-job.jar io.toygres.tool.ToygresJob warm-up && mv new.aot toygres-job.aot) >>"$tools/archive.log" 2>&1
}

no_archive() { say "The Jobs' program will start slowly: its classes could not be archived (.toygres/archive.log)."; }

build() {
  prepare
  if [[ -n $(changed_sources) ]]; then
    touch "$tools/building"
    working "Building with Maven" mvn -q package -Dmaven.test.skip=true -Dspotless.check.skip=true -Dcompiler.error-prone=-Xlint:none
    mv "$tools/building" "$tools/built"
  fi
  archive_classes || no_archive
}
