# shellcheck shell=bash
# The JDK: one of this machine, or Eclipse Temurin in a pinned build, fetched when there is none.
#
# TOYGRES_JDK_URL is the address of another archive, in a mirror for example, and TOYGRES_JDK_SHA256 its checksum if it differs.

readonly JDK_MAJOR=25
readonly TEMURIN=https://github.com/adoptium/temurin25-binaries/releases/download/jdk-25.0.4.1%2B1
readonly TEMURIN_X64=OpenJDK25U-jdk_x64_linux_hotspot_25.0.4.1_1.tar.gz
readonly TEMURIN_X64_SHA256=dbb698396d478e7fa2b1e50f4103324b2a99b90569ee27c33f2261f9215cf41e
readonly TEMURIN_AARCH64=OpenJDK25U-jdk_aarch64_linux_hotspot_25.0.4.1_1.tar.gz
readonly TEMURIN_AARCH64_SHA256=69df11a02cfa3ef7d7ca645e03edce6778ec090e100f6ae2b42097865730ac52

# find_java FOLDER…: sets JAVA_HOME to the first of the folders that holds a JDK of the right version; fails when none does.
find_java() {
  local home
  for home; do
    if [[ -x $home/bin/javac ]] && grep -q "^JAVA_VERSION=\"$JDK_MAJOR" "$home/release" 2>/dev/null; then
      export JAVA_HOME=$home
      return
    fi
  done
  return 1
}

# use_java FOLDER: a JDK of this machine, else the one in FOLDER, which is fetched if it isn't there yet.
use_java() {
  find_java "${JAVA_HOME:-}" /usr/lib/jvm/* "$(dirname "$(dirname "$(readlink -f "$(command -v java || true)")")")" "$1" && return
  command -v curl >/dev/null || die "No JDK $JDK_MAJOR and no curl to fetch one: install one of the two."
  working "Fetching a JDK $JDK_MAJOR into $1" install_jdk "$1"
  find_java "$1" || die "What was fetched is no JDK $JDK_MAJOR: $1"
}

# install_jdk FOLDER: the whole JDK with the right checksum, or nothing.
install_jdk() {
  local folder=$1 unfinished=$1.new url sha256
  case $(uname -m) in
    x86_64) url=$TEMURIN/$TEMURIN_X64 sha256=$TEMURIN_X64_SHA256 ;;
    aarch64) url=$TEMURIN/$TEMURIN_AARCH64 sha256=$TEMURIN_AARCH64_SHA256 ;;
    *) die "No JDK is pinned for $(uname -m): install a JDK $JDK_MAJOR (https://adoptium.net) and set JAVA_HOME to it." ;;
  esac
  url=${TOYGRES_JDK_URL:-$url} sha256=${TOYGRES_JDK_SHA256:-$sha256}
  rm -rf -- "$folder" "$unfinished"
  mkdir -p -- "$unfinished"
  # The caller's `die` ends this shell: what is unfinished goes with it.
  # shellcheck disable=SC2064 # the folder of now
  trap "rm -rf -- $(printf %q "$unfinished")" EXIT
  curl --fail --silent --show-error --location --retry 3 --output "$unfinished/jdk.tar.gz" --url "$url" ||
    die "The JDK could not be fetched from $url: set TOYGRES_JDK_URL to another address, or JAVA_HOME to a JDK $JDK_MAJOR."
  sha256sum --status --check <<<"$sha256  $unfinished/jdk.tar.gz" ||
    die "What $url sends is not the JDK that was asked for: its SHA-256 is not $sha256."
  mkdir -- "$unfinished/jdk"
  tar -xzf "$unfinished/jdk.tar.gz" -C "$unfinished/jdk" --strip-components=1 --no-same-owner ||
    die "The archive from $url cannot be unpacked."
  mv -T -- "$unfinished/jdk" "$folder"
}
