# shellcheck shell=bash disable=SC2153
# Tries what SQL that runs as superuser must not get at, and notes each try in the data directory, the working directory of a server:
#   via|what|target|outcome|detail
# Above it stand PROXY, CONTAINER, TOKEN_URL, CLIENT_ID, TARGETS (words "what=host:port") and SERVERS (words
# "what=host/address", port 5432), as the test knows them.
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

# Files with a JSON Web Token in them. Neither pipes nor devices are read: that would wait for ever (a device that is mounted over a file
# looks like one).
tokens() {
    find / \( -path /proc -o -path /usr -o -path /opt -o -path /sys -o -path /dev -o -path "$PWD" \) -prune -o -type f -size -64k -readable -print0 2> /dev/null |
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

# Keys but the certificate's of an instance, which is its own.
keys() {
    find / \( -path /proc -o -path /usr -o -path /opt -o -path /sys -o -path /dev -o -path "$PWD" -o -path /etc/postgresql-tls \) -prune -o \
        -type f -size -64k -readable -print0 2> /dev/null | xargs -0 -r grep -lE 'PRIVATE KEY' 2> /dev/null
}

# Data of other servers than this one.
clusters() {
    find / \( -path /proc -o -path /usr -o -path /sys -o -path "$PWD" \) -prune -o -name PG_VERSION -print 2> /dev/null
}

# Sockets of others; the server's own are in these folders.
sockets() {
    find / \( -path /proc -o -path /sys -o -path /tmp -o -path /toygres/work -o -path /run/postgresql -o -path /var/run/postgresql \) -prune -o \
        -type s -print 2> /dev/null
}

# Folders that can be written to but the pod's own volumes.
writable() {
    find / \( -path /proc -o -path /sys -o -path /dev -o -path /tmp -o -path /pgdata -o -path /toygres/work -o -path /toygres/pipes \
        -o -path /run/postgresql -o -path /var/run/postgresql \) -prune -o -type d -writable -print 2> /dev/null
}

service_account() {
    judge "service account" /var/run/secrets "$(find /var/run/secrets /run/secrets -name '*token*' 2> /dev/null | tr '\n' ' ')"
}

# Another instance's server, and not the one that answers at every address of an instance's own pod: the certificate tells.
server() {
    authority=/etc/postgresql-tls/ca.crt
    if [ -r "$authority" ]; then mode=verify-full; else mode=require; fi
    said=$(PGCONNECT_TIMEOUT=3 psql -w -c 'SELECT 1' \
        "host=$2 hostaddr=$3 port=5432 user=postgres dbname=postgres sslmode=$mode sslrootcert=$authority" 2>&1 < /dev/null | tail -n 1)
    case $said in
        *password* | *authentication* | *pg_hba*) note server "$1" SUCCEEDED "$said" ;;
        *) note server "$1" failed "$said" ;;
    esac
}

connect() {
    if timeout 3 bash -c "exec 3<> /dev/tcp/$2/$3" 2> /dev/null; then
        note connect "$1" SUCCEEDED "$2:$3"
    else
        note connect "$1" failed "$2:$3"
    fi
}

# The proxy that leads to blob storage leads nowhere else.
through_proxy() {
    proxy=${PROXY#*://}
    status=$(timeout 3 bash -c "exec 3<> /dev/tcp/${proxy%:*}/${proxy##*:}; printf 'CONNECT %s HTTP/1.1\r\nHost: %s\r\n\r\n' $2 $2 >&3; head -n 1 <&3" 2> /dev/null)
    reply "by the proxy" "$1" "$(printf %s "$status" | cut -d' ' -f2)"
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
    # shellcheck disable=SC2046 # a word for each file
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
    judge keys "anything like a private key" "$(keys | tr '\n' ' ')"
    judge "others' data" "PG_VERSION outside of the volume" "$(clusters | tr '\n' ' ')"
    judge sockets "of other processes" "$(sockets | tr '\n' ' ')"
    judge writing "outside of the pod's volumes" "$(writable | tr '\n' ' ')"
    processes
    service_account
    for target in $TARGETS; do
        address=${target#*=}
        connect "${target%%=*}" "${address%:*}" "${address##*:}" &
        through_proxy "${target%%=*}" "$address" &
    done
    for target in $SERVERS; do
        address=${target#*=}
        server "${target%%=*}" "${address%/*}" "${address#*/}" &
    done
    wait
    blobs
}

main
exit 0
