#!/usr/bin/env bash
# Starts what this example places packages on: an sshd, and a real S3 (Ceph's RADOS gateway, in memory), both on loopback, as plain processes of whoever calls this.
# Everything lies below one directory; stop.sh ends the processes and deletes it.
set -euo pipefail

directory="${MIXED_ESTATE_DIRECTORY:-/tmp/mixed-estate}"
ssh_port="${MIXED_ESTATE_SSH_PORT:-47022}"
s3_port="${MIXED_ESTATE_S3_PORT:-47480}"
monitor_port="${MIXED_ESTATE_MONITOR_PORT:-47300}"
key_id=EXAMPLE
key=not-a-secret

need() {
    local program
    for program in ssh ssh-keygen curl ceph ceph-mon ceph-osd radosgw radosgw-admin monmaptool; do
        command -v "$program" >/dev/null || { echo "'$program' is missing: apt-get install --no-install-recommends openssh-client curl radosgw ceph-mon ceph-osd ceph-common" >&2; exit 1; }
    done
    [[ -x /usr/sbin/sshd ]] || { echo "sshd is missing: apt-get install --no-install-recommends openssh-server" >&2; exit 1; }
    [[ ! -e $directory ]] || { echo "'$directory' is there already: run stop.sh first" >&2; exit 1; }
}

# Its process id goes into a file, for stop.sh.
in_background() {
    local name="$1"
    shift
    setsid "$@" >"$directory/$name.log" 2>&1 </dev/null &
    echo "$!" >>"$directory/pids"
}

await_port() {
    local tries=0
    until (exec 3<>"/dev/tcp/127.0.0.1/$2") 2>/dev/null; do
        ((++tries < 600)) || { echo "$1 does not start; see $directory/$1.log" >&2; exit 1; }
        sleep 0.1
    done
}

start_sshd() {
    local ssh="$directory/ssh"
    mkdir -p "$ssh" "$directory/host/packages"
    ssh-keygen -q -t ed25519 -N '' -C host -f "$ssh/host"
    ssh-keygen -q -t ed25519 -N '' -C reconciler -f "$ssh/client"
    cp "$ssh/client.pub" "$ssh/authorized_keys"
    echo "[127.0.0.1]:$ssh_port $(cat "$ssh/host.pub")" >"$ssh/known_hosts"
    cat >"$ssh/sshd_config" <<EOF
Port $ssh_port
ListenAddress 127.0.0.1
HostKey $ssh/host
AuthorizedKeysFile $ssh/authorized_keys
PidFile none
UsePAM no
StrictModes no
PasswordAuthentication no
Subsystem sftp internal-sftp
EOF
    ((EUID != 0)) || mkdir -p /run/sshd
    in_background sshd /usr/sbin/sshd -D -e -f "$ssh/sshd_config"
    await_port sshd "$ssh_port"
}

# One monitor, one store in memory, no secrets between them: good for an example, and for nothing else.
start_s3() {
    local s3="$directory/s3" store
    mkdir -p "$s3/mon" "$s3/osd"
    : >"$s3/keyring"
    cat >"$s3/ceph.conf" <<EOF
[global]
fsid = $(cat /proc/sys/kernel/random/uuid)
mon host = v2:127.0.0.1:$monitor_port
mon initial members = a
public addr = 127.0.0.1
auth cluster required = none
auth service required = none
auth client required = none
ms mon client mode = crc
ms client mode = crc
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 1
osd pool default pgp num = 1
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
osd objectstore = memstore
mon allow pool size one = true
mon max pg per osd = 1000
mon data avail crit = 0
mon data = $s3/mon
osd data = $s3/osd
keyring = $s3/keyring
run dir = $s3
crash dir = $s3
pid file = $s3/\$name.pid
admin socket = $s3/\$name.\$pid.asok
log file = $s3/\$name.log
EOF
    ceph() { command ceph -c "$s3/ceph.conf" --connect-timeout 60 "$@"; }
    monmaptool --create --fsid "$(sed -n 's/^fsid = //p' "$s3/ceph.conf")" --addv a "[v2:127.0.0.1:$monitor_port]" "$s3/monmap" >/dev/null
    ceph-mon --mkfs -i a --monmap "$s3/monmap" -c "$s3/ceph.conf" >/dev/null
    in_background monitor ceph-mon -f -i a -c "$s3/ceph.conf"
    store="$(cat /proc/sys/kernel/random/uuid)"
    ceph osd new "$store" >/dev/null
    ceph-osd --mkfs -i 0 --osd-uuid "$store" -c "$s3/ceph.conf" >"$directory/mkfs.log" 2>&1
    in_background store ceph-osd -f -i 0 -c "$s3/ceph.conf"
    in_background gateway radosgw -f -n client.rgw --rgw-frontends="beast endpoint=127.0.0.1:$s3_port" -c "$s3/ceph.conf"
    radosgw-admin user create --uid=example --display-name=example --access-key="$key_id" --secret-key="$key" -c "$s3/ceph.conf" >/dev/null
    await_port gateway "$s3_port"
    curl --silent --show-error --fail --aws-sigv4 aws:amz:us-east-1:s3 --user "$key_id:$key" \
        --header "x-amz-content-sha256: $(sha256sum </dev/null | cut -c1-64)" --request PUT "http://127.0.0.1:$s3_port/packages"
}

write_settings() {
    echo "$key_id" >"$directory/key-id"
    echo "$key" >"$directory/key"
    cat >"$directory/settings.json" <<EOF
{
  "allow": { "addresses": ["sftp://127.0.0.1:$ssh_port/**", "s3://packages/**"] },
  "credentials": {
    "branch-host": { "ssh": { "keyFile": "ssh/client", "knownHosts": "ssh/known_hosts" } },
    "shop-bucket": { "s3": { "endpoint": "http://127.0.0.1:$s3_port", "pathStyle": true, "accessKeyIdFile": "key-id", "secretAccessKeyFile": "key" } }
  }
}
EOF
}

need
umask 077
mkdir -p "$directory"
start_sshd
start_s3
write_settings
echo "sshd listens at port $ssh_port, S3 at port $s3_port; the operator's settings are in $directory/settings.json"
