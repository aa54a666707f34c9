# shellcheck shell=bash
# The keys that stored secrets are encrypted with: which there are, and the change to a new one. Every step looks at what there is, so that
# one that was broken off is gone on with by the same command: docs/runbook.md.

keyring_file() { echo "$TOYGRES_STATE/secrets/keyring"; }

# Keys that left the keyring although manifests of images are encrypted with them.
retired_keys_file() { echo "$TOYGRES_STATE/secrets/keyring.retired"; }

run_keys() {
  require_up
  case ${1:-list} in
    list) show_keys ;;
    rotate) rotate_keys ;;
    *) die "./toygres keys takes list or rotate." ;;
  esac
}

show_keys() {
  api /api/keys | jq -r '
    .newest as $newest
    | (.keys[] | "\(.id)\t\(if .id == $newest then "encrypts" elif .in_keyring then "decrypts" elif .uses == [] then "retired" else "missing" end)\t"
        + (if .uses == [] then "nothing needs it" else ([.uses[] | "\(.count) \(.secret)"] | join(", ")) end)
        + (if .manifests > 0 then "; in \(.manifests) manifests" else "" end)
        + (if .removable then "; may go" else "" end)),
      (if .complete then empty else "provisioner-service does not say what its operations need" end),
      (.rotation // empty | "rotation to \(.key_id): \(.rewritten) encrypted anew, \(.left) left"
        + (if .unreadable > 0 then ", \(.unreadable) unreadable: ./toygres logs api-service names them" else "" end)
        + (if .finished_at then "" else ", under way" end))'
}

rotate_keys() {
  local new lines
  if (($(key_ids | wc -l) == 1)); then
    new=$(next_key_id)
    say "Adding $new to $(keyring_file): first it only decrypts."
    lines=$(new_key_line "$new" && cat "$(keyring_file)")
    write_keyring "$lines"
  fi
  new=$(key_ids | sort --version-sort | tail -n 1)
  if [[ $(newest_key) != "$new" ]]; then
    restart_part provisioner-service
    restart_part api-service
    say "Making $new the key that encrypts."
    lines=$(grep -v "^$new:" "$(keyring_file)" && grep "^$new:" "$(keyring_file)")
    write_keyring "$lines"
    restart_part api-service
  elif [[ $(api /api/keys | jq -r .newest) != "$new" ]]; then
    restart_part api-service
  fi
  api /api/keys/rotation -X POST >/dev/null
  await_rotation
  await_removable "$new"
  retire_keys "$new"
  restart_part provisioner-service
  restart_part api-service
  show_keys
}

key_ids() { grep -v -e '^#' -e '^$' "$(keyring_file)" | cut -d : -f 1; }

newest_key() { key_ids | tail -n 1; }

# A number above that of every key that there is or was.
next_key_id() {
  local last
  last=$({ key_ids; cut -d : -f 1 "$(retired_keys_file)" 2>/dev/null; api /api/keys | jq -r '.keys[].id, .rotation.key_id // empty'; } \
    | sed -n 's/^k\([0-9]\+\)$/\1/p' | sort -n | tail -n 1)
  echo "k$((${last:-0} + 1))"
}

new_key_line() { echo "$1:$(openssl rand -base64 32)"; }

# write_keyring LINES: in one step, so that no service reads half of it.
write_keyring() {
  (umask 077 && printf '%s\n' "$1" >"$(keyring_file).new")
  mv -- "$(keyring_file).new" "$(keyring_file)"
}

# restart_part NAME: it is ended, and started again by the supervisor, which reads the keyring anew.
restart_part() {
  local pid end=$((SECONDS + 180))
  pid=$(process_of "$1") || die "$1 does not run."
  say "Restarting $1."
  kill -- "$pid"
  while [[ $(process_of "$1" || true) == "$pid" ]] || ! health_of "$1" >/dev/null; do
    ((SECONDS < end)) || die "$1 does not come back: ./toygres logs $1. Then ./toygres keys rotate goes on."
    sleep 0.5
  done
}

await_rotation() {
  local rotation shown='' line
  while true; do
    rotation=$(api /api/keys | jq -c .rotation)
    line=$(jq -r '"\(.rewritten) secrets encrypted with \(.key_id), \(.left) left"' <<<"$rotation")
    [[ $line == "$shown" ]] || say "$line"
    shown=$line
    [[ $(jq -r .finished_at <<<"$rotation") == null ]] || break
    sleep 1
  done
  [[ $(jq -r .unreadable <<<"$rotation") == 0 ]] ||
    die "$(jq -r .unreadable <<<"$rotation") secrets can't be read; ./toygres logs api-service names them. No key is removed."
}

# await_removable NEW: until every other key may go; what uses one are commands and operations under way, which end.
await_removable() {
  local waiting shown='' end=$((SECONDS + 1800))
  while true; do
    waiting=$(api /api/keys | jq -r --arg new "$1" '[.keys[] | select(.in_keyring and .id != $new and (.removable | not))
      | "\(.id) is needed by " + ([.uses[] | "\(.count) \(.secret)"] | join(", "))] | join("; ")')
    [[ -n $waiting ]] || break
    [[ $waiting == "$shown" ]] || say "$waiting"
    shown=$waiting
    ((SECONDS < end)) || die "It is still needed. ./toygres keys rotate goes on later."
    sleep 2
  done
}

# retire_keys NEW: the others leave the keyring; those of manifests are kept beside it.
retire_keys() {
  local id lines
  for id in $(api /api/keys | jq -r --arg new "$1" '.keys[] | select(.in_keyring and .id != $new and .manifests > 0).id'); do
    say "Images' manifests are encrypted with $id: it goes to $(retired_keys_file). Keep it for as long as those images."
    (umask 077 && grep "^$id:" "$(keyring_file)" >>"$(retired_keys_file)")
  done
  say "Removing all keys but $1."
  lines=$(grep "^$1:" "$(keyring_file)")
  write_keyring "$lines"
}
