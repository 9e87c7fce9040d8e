#!/bin/sh
# Boots a Debian of minimal-debian.sh with systemd, in namespaces of its own, and runs a script inside: booted-debian.sh FOLDER SCRIPT.
# What the script prints is printed, and its exit code is returned. Nothing of it remains but the folder.
set -eu
case $1 in
--inside)
    # The first process of the namespaces: it becomes systemd.
    root=$2
    mount --make-rprivate /
    mount --bind "$root" "$root"
    cd "$root"
    mkdir -p run sys tmp old
    mount -t proc proc proc
    mount -t sysfs -o ro sysfs sys
    mount -t tmpfs tmpfs run
    mount -t tmpfs tmpfs tmp
    mount -t tmpfs tmpfs sys/fs/cgroup
    mount -t cgroup2 cgroup2 sys/fs/cgroup
    mount -t tmpfs -o mode=755 tmpfs dev
    for device in null zero full random urandom tty; do
        touch "dev/$device"
        mount --bind "/dev/$device" "dev/$device"
    done
    mkdir dev/pts dev/shm
    mount -t devpts -o newinstance,ptmxmode=0666 devpts dev/pts
    mount -t tmpfs tmpfs dev/shm
    ln -s pts/ptmx dev/ptmx
    ln -s /proc/self/fd dev/fd
    pivot_root . old
    umount -l /old
    exec env -i container=other PATH=/usr/sbin:/usr/bin:/sbin:/bin /lib/systemd/systemd --show-status=no --unit=multi-user.target
    ;;
esac

root=$(cd "$1" && pwd) script=$2
for unit in getty.target console-getty.service systemd-logind.service systemd-networkd.service systemd-resolved.service systemd-timesyncd.service systemd-udevd.service; do
    mkdir -p "$root/etc/systemd/system" && ln -sf /dev/null "$root/etc/systemd/system/$unit"
done
: >"$root/etc/machine-id"
cp "$script" "$root/root/script.sh"

# A place of its own in the tree of control groups, wherever this machine has the second version of it.
tree=$(findmnt -n -t cgroup2 -o TARGET | head -n 1)
group=$tree/ipblock-test-$$
mkdir "$group"
sh -c 'echo $$ >"$1/cgroup.procs"; exec unshare --mount --pid --uts --ipc --net --cgroup --fork --kill-child sh "$2" --inside "$3"' sh "$group" "$0" "$root" >/dev/null 2>&1 &
outside=$!
finish() {
    kill -9 "$outside" 2>/dev/null || true
    wait "$outside" 2>/dev/null || true
    for folder in $(find "$group" -depth -type d 2>/dev/null); do
        for tries in 1 2 3 4 5 6 7 8 9 10; do
            ! rmdir "$folder" 2>/dev/null || break
            sleep 0.1
        done
    done
}
trap finish EXIT

# unshare forks once: its child is systemd.
inside=""
for tries in $(seq 300); do
    inside=$(cat "/proc/$outside/task/$outside/children" 2>/dev/null || true)
    [ -z "$inside" ] || ! grep -q systemd "/proc/${inside% }/comm" 2>/dev/null || break
    sleep 0.1
done
enter() { nsenter -t "${inside% }" -m -p -u -i -n -C -r -w env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin "$@"; }
for tries in $(seq 300); do
    ! enter systemctl is-system-running 2>/dev/null | grep -qE 'running|degraded' || break
    sleep 0.2
done
enter ip link set lo up
enter sh /root/script.sh
