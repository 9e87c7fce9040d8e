#!/bin/sh
# Makes the Debian package: packaging/debian/build.sh VERSION [FOLDER]. The .NET runtime is in it, because Debian has none: nothing else is needed on the server.
# ARCHITECTURE=arm64 makes one for ARM servers on any machine. PROGRAM names a folder in which what is compiled is kept, and taken from if it is there.
# COMPRESSION is xz, or what else dpkg-deb knows.
set -eu
[ $# -ge 1 ] || { echo "usage: $0 VERSION [FOLDER]" >&2; exit 2; }
version=$1
output=$(mkdir -p "${2:-artifacts}" && cd "${2:-artifacts}" && pwd)
cd "$(dirname "$0")/../.."
for tool in dotnet dpkg-deb gzip; do
    command -v "$tool" >/dev/null || { echo "$tool is needed" >&2; exit 2; }
done

architecture=${ARCHITECTURE:-$(dpkg --print-architecture)}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root=$work/root
mkdir -m 755 "$root"

# The same sources give the same bytes, wherever and whenever they are built: all has the time of the last change. Without a repository, say which time.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || date +%s)}
export SOURCE_DATE_EPOCH LC_ALL=C
maintainer=${MAINTAINER:-IpBlock <postmaster@localhost>}
fill() { sed -e "s/@VERSION@/$version/" -e "s/@ARCHITECTURE@/$architecture/" -e "s/@MAINTAINER@/$maintainer/" -e "s/@DATE@/$(date -uR -d "@$SOURCE_DATE_EPOCH")/" "$@"; }

# An own place for what the compiler leaves, so that the working tree's build stays as it is.
# The page is in the same folder and shares the runtime. The service comes second: where both bring a library, its version is the later one.
export ARCHITECTURE=$architecture
program=${PROGRAM:-$work/program}
if [ ! -e "$program/ipblock" ]; then
    PROJECT=src/Manager packaging/debian/publish.sh "$version" "$work/artifacts" "$program"
    packaging/debian/publish.sh "$version" "$work/artifacts" "$program"
fi
mkdir -p "$root/usr/lib"
cp -r "$program" "$root/usr/lib/ipblock"

documents=$root/usr/share/doc/ipblock
install -d "$root/usr/bin" "$root/usr/share/ipblock" "$root/usr/share/man/man8" "$documents/examples" "$documents/prometheus" "$documents/grafana" "$documents/manager"
install -d "$root/usr/share/lintian/overrides"
install -d "$root/usr/share/bash-completion/completions" "$root/usr/lib/systemd/system" "$root/DEBIAN"
for program in ipblock ipblock-manager; do
    ln -s "../lib/ipblock/$program" "$root/usr/bin/$program"
    fill "packaging/man/$program.8" | gzip -9n >"$root/usr/share/man/man8/$program.8.gz"
done
fill packaging/debian/changelog | gzip -9n >"$documents/changelog.gz"
install -m 644 packaging/systemd/*.service "$root/usr/lib/systemd/system/"
install -m 755 packaging/systemd/give-settings "$root/usr/lib/ipblock/"
install -m 644 packaging/debian/ipblock.json "$root/usr/share/ipblock/"
install -m 644 packaging/debian/lintian-overrides "$root/usr/share/lintian/overrides/ipblock"
install -m 644 docs/*.md "$documents/"
install -m 644 docs/manager/*.png "$documents/manager/"
install -m 644 packaging/examples/* "$documents/examples/"
install -m 644 packaging/prometheus/* "$documents/prometheus/"
install -m 644 packaging/grafana/* "$documents/grafana/"

# Notices and bills of materials are made where the programs are published, and are documents.
for program in ipblock ipblock-manager; do
    gzip -9n <"$root/usr/lib/ipblock/$program.third-party-notices.txt" >"$documents/$program.third-party-notices.txt.gz"
    mv "$root/usr/lib/ipblock/$program.cdx.json" "$documents/"
    rm "$root/usr/lib/ipblock/$program.third-party-notices.txt"
done

# The licences of what is packed with the program, from the packages it was restored from.
packages=${NUGET_PACKAGES:-$HOME/.nuget/packages}
cp packaging/debian/copyright "$documents/copyright"
sed -n 's/^ *"\([^"/]*\/[0-9][^"]*\)": {$/\1/p' "$root/usr/lib/ipblock/ipblock.deps.json" "$root/usr/lib/ipblock/ipblock-manager.deps.json" | grep -v '^[iI]p[bB]lock' | sort -u | sed 's/^runtimepack\.//' | while read -r name; do
    printf '\n%s\n\n' "$name" | sed 's:/: :' >>"$documents/copyright"
    folder=$packages/$(echo "$name" | tr '[:upper:]' '[:lower:]')
    licence=$(find "$folder" -maxdepth 1 -iname 'licen[cs]e*' | sort | head -n 1)
    # Debian has the Apache License once for all packages.
    if [ -n "$licence" ] && ! grep -q 'Apache License' "$licence"; then tr -d '\r' <"$licence" >>"$documents/copyright"; else
        sed -n 's:.*<\(copyright\|license\)[^>]*>\([^<]*\)<.*:\2:p' "$folder"/*.nuspec >>"$documents/copyright"
        [ -z "$licence" ] && ! grep -q '<license[^>]*>Apache-2.0<' "$folder"/*.nuspec || echo 'Its text is in /usr/share/common-licenses/Apache-2.0.' >>"$documents/copyright"
    fi
    notices=$(find "$folder" -maxdepth 1 -iname 'third-party-notices*' | sort | head -n 1)
    [ -z "$notices" ] || tr -d '\r' <"$notices" >>"$work/notices"
done
[ ! -f "$work/notices" ] || gzip -9n <"$work/notices" >"$documents/runtime-notices.txt.gz"
[ ! -f LICENSE ] || { printf '\nIpBlock\n\n' && cat LICENSE; } >>"$documents/copyright"

# A program for another processor does not run here: then one for this machine says the same.
completion="$root/usr/lib/ipblock/ipblock"
if [ "$architecture" != "$(dpkg --print-architecture)" ]; then
    dotnet build src/Service --configuration Release --nologo --verbosity quiet --artifacts-path "$work/artifacts" \
        -p:DebugType=none -p:GenerateDocumentationFile=false
    completion="dotnet $work/artifacts/bin/IpBlock.Service/release/ipblock.dll"
fi
$completion completion bash >"$root/usr/share/bash-completion/completions/ipblock"
find "$root" -type d -exec chmod 755 {} +
find "$root/usr" -type f -exec chmod 644 {} +
chmod 644 "$root/usr/share/lintian/overrides/ipblock" "$root/usr/share/bash-completion/completions/ipblock"
chmod 755 "$root/usr/lib/ipblock/ipblock" "$root/usr/lib/ipblock/ipblock-manager" "$root/usr/lib/ipblock/give-settings"

# As dpkg-gencontrol counts, and not in blocks of the disk at hand: a file in whole kilobytes, anything else one.
size=$(find "$root/usr" -printf '%y %s\n' | awk '{ total += $1 == "f" ? int(($2 + 1023) / 1024) : 1 } END { print total }')
fill -e "s/@SIZE@/$size/" packaging/debian/control >"$root/DEBIAN/control"
(cd "$root" && find usr -type f -exec md5sum {} + | sort -k 2 >DEBIAN/md5sums && chmod 644 DEBIAN/control DEBIAN/md5sums)
for script in postinst prerm postrm; do
    install -m 755 "packaging/debian/$script" "$root/DEBIAN/$script"
done

find "$root" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +

package="$output/ipblock_${version}_$architecture.deb"
dpkg-deb --root-owner-group "-Z${COMPRESSION:-xz}" --build "$root" "$package" >/dev/null
echo "$package $(du -k "$package" | cut -f1) KB"
