# shellcheck shell=bash
# The main job, by the API alone.

smoke() {
  local source image copy label
  if [[ -n $dry_run ]]; then
    say "+ POST https://$host/api/instances; then /api/images of it; then /api/instances from that image; then both are deleted"
    return
  fi
  label=smoke-$(date +%s)
  secret_of admin-password | tr -d '\n' >"$work/admin-password"
  curl --fail --silent --show-error --output /dev/null --cookie-jar "$work/cookies" --data username=admin \
    --data-urlencode "password@$work/admin-password" "https://$host/login"
  rm -f "$work/admin-password"
  source=$(api instances "{\"name\":\"$label\",\"password\":\"$(openssl rand -hex 12)\"}")
  await instances "$source" running
  image=$(api images "{\"name\":\"$label\",\"instance_id\":\"$source\"}")
  await images "$image" available
  copy=$(api instances "{\"name\":\"$label-copy\",\"source_image_id\":\"$image\"}")
  await instances "$copy" running
  say "Created, backed up and restored. Removing the three."
  remove instances "$copy"
  remove images "$image"
  remove instances "$source"
  rm -f "$work/cookies"
}

call() { curl --fail-with-body --silent --show-error --cookie "$work/cookies" --header 'Content-Type: application/json' "$@"; }

api() { call --data "$2" "https://$host/api/$1" | jq -er '.id'; }

remove() { call --request DELETE --output /dev/null "https://$host/api/$1/$2"; }

await() {
  local status end=$((SECONDS + 1200))
  while ((SECONDS < end)); do
    status=$(call "https://$host/api/$1/$2" | jq -er .status)
    [[ $status != "$3" ]] || { say "$1/$2: $status" && return; }
    [[ $status != failed ]] || { call "https://$host/api/$1/$2" | jq .failure >&2 && die "$1/$2 has failed: deploy.sh check"; }
    sleep 3
  done
  die "$1/$2 is still $status after 20 minutes: deploy.sh check"
}
