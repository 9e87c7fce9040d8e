#!/bin/sh
# Makes the Debian package: packaging/debian/build.sh VERSION [FOLDER]. The .NET runtime is in it, because Debian has none: nothing else is needed on the server.
set -eu
[ $# -ge 1 ] || { echo "usage: $0 VERSION [FOLDER]" >&2; exit 2; }
version=$1
output=$(mkdir -p "${2:-artifacts}" && cd "${2:-artifacts}" && pwd)
cd "$(dirname "$0")/../.."
for tool in dotnet dpkg-deb gzip; do
    command -v "$tool" >/dev/null || { echo "$tool is needed" >&2; exit 2; }
done

architecture=${ARCHITECTURE:-$(dpkg --print-architecture)}
case $architecture in
    amd64) runtime=linux-x64 ;;
    arm64) runtime=linux-arm64 ;;
    *) echo "no runtime for $architecture" >&2; exit 2 ;;
esac

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root=$work/root
mkdir -m 755 "$root"

# An own place for what the compiler leaves, so that the working tree's build stays as it is.
numeric=$(echo "$version" | sed 's/[^0-9.].*//')
dotnet publish src/Service --configuration Release --runtime "$runtime" --self-contained --nologo --verbosity quiet --artifacts-path "$work/artifacts" \
    -p:PublishReadyToRun=true -p:DebugType=none -p:GenerateDocumentationFile=false -p:Version="$numeric" -p:AssemblyVersion="$numeric.0" -p:InformationalVersion="$version" \
    --output "$root/usr/lib/ipblock"
rm -f "$root"/usr/lib/ipblock/*.xml "$root"/usr/lib/ipblock/*.pdb "$root"/usr/lib/ipblock/createdump

install -d "$root/usr/bin" "$root/usr/share/man/man8" "$root/usr/share/doc/ipblock/examples" "$root/usr/share/bash-completion/completions" "$root/lib/systemd/system" "$root/etc/ipblock" "$root/DEBIAN"
ln -s ../lib/ipblock/ipblock "$root/usr/bin/ipblock"
sed "s/@VERSION@/$version/" packaging/man/ipblock.8 | gzip -9n >"$root/usr/share/man/man8/ipblock.8.gz"
install -m 644 packaging/systemd/ipblock.service "$root/lib/systemd/system/"
install -m 644 packaging/debian/ipblock.json "$root/etc/ipblock/"
install -m 644 docs/*.md "$root/usr/share/doc/ipblock/"
install -m 644 packaging/examples/* "$root/usr/share/doc/ipblock/examples/"
[ ! -f LICENSE ] || install -m 644 LICENSE "$root/usr/share/doc/ipblock/copyright"
if [ "$architecture" = "$(dpkg --print-architecture)" ]; then
    "$root/usr/lib/ipblock/ipblock" completion bash >"$root/usr/share/bash-completion/completions/ipblock"
fi
find "$root" -type d -exec chmod 755 {} +
find "$root/usr" "$root/etc" -type f ! -name ipblock -exec chmod 644 {} +
chmod 755 "$root/usr/lib/ipblock/ipblock"

size=$(du -ks --exclude=DEBIAN "$root" | cut -f1)
sed -e "s/@VERSION@/$version/" -e "s/@ARCHITECTURE@/$architecture/" -e "s/@SIZE@/$size/" packaging/debian/control >"$root/DEBIAN/control"
echo /etc/ipblock/ipblock.json >"$root/DEBIAN/conffiles"
for script in postinst prerm postrm; do
    install -m 755 "packaging/debian/$script" "$root/DEBIAN/$script"
done

package="$output/ipblock_${version}_$architecture.deb"
dpkg-deb --root-owner-group -Zxz --build "$root" "$package" >/dev/null
echo "$package $(du -k "$package" | cut -f1) KB"
