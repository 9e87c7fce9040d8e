#!/bin/sh
# Makes a minimal Debian in a folder: minimal-debian.sh FOLDER PACKAGE [MORE ...]. It has the essential packages and what the package depends on, copied from this machine
# with dpkg's records of them, and nothing else: what the package needs and does not depend on is missing. MORE are names of packages that it has too, and files of packages
# that it does not have, but what they depend on.
set -eu
root=$1 package=$2
shift 2

# Of alternatives the first that this machine has. What it does not have is virtual.
installed=" $(dpkg-query -W -f '${db:Status-Abbrev} ${Package}\n' | sed -n 's/^ii *//p' | tr '\n' ' ')"
chosen() {
    tr ',' '\n' | sed 's/([^)]*)//g; s/:any//g; s/|/ /g' | while read -r alternatives; do
        for name in $alternatives; do
            case $installed in *" $name "*) echo "$name"; break ;; esac
        done
    done
}

closure=""
todo=$(dpkg-query -W -f '${Essential} ${Package}\n' | sed -n 's/^yes //p'; dpkg-deb -f "$package" Depends | chosen; for name in "$@"; do case $name in *.deb) dpkg-deb -f "$name" Depends | chosen ;; *) echo "$name" ;; esac; done)
while [ -n "$todo" ]; do
    new=""
    for name in $todo; do
        case " $closure " in *" $name "*) continue ;; esac
        closure="$closure $name"
        new="$new $name"
    done
    # shellcheck disable=SC2086 # names of packages
    [ -z "$new" ] || new=$(dpkg-query -W -f '${Pre-Depends}, ${Depends}\n' $new | chosen | sort -u)
    todo=$new
done

mkdir -p "$root/usr/bin" "$root/usr/sbin" "$root/usr/lib" "$root/usr/lib64" "$root/var/lib/dpkg/info" "$root/var/lib/dpkg/updates" "$root/tmp" "$root/proc" "$root/dev" "$root/root"
# shellcheck disable=SC2086 # names of packages
dpkg-query -L $closure | grep '^/.' | grep -vE '^/(usr/share/(doc|man|locale|i18n|info)|dev|proc|run)(/|$)' | sort -u | sed 's:^/::' |
    tar -C / --no-recursion --ignore-failed-read -cf - -T - 2>/dev/null | tar -C "$root" -xf -
cp "$root/usr/share/base-passwd/passwd.master" "$root/etc/passwd"
cp "$root/usr/share/base-passwd/group.master" "$root/etc/group"
# shellcheck disable=SC2086
dpkg-query -s $closure >"$root/var/lib/dpkg/status"
: >"$root/var/lib/dpkg/available"
for name in $closure; do
    for list in "/var/lib/dpkg/info/$name.list" "/var/lib/dpkg/info/$name:$(dpkg --print-architecture).list"; do
        [ ! -f "$list" ] || cp "$list" "$root/var/lib/dpkg/info/"
    done
done
echo "$closure"
