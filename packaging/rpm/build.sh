#!/bin/sh
# Makes the RPM package of what a Debian package holds: packaging/rpm/build.sh DEB [FOLDER]. Nothing is compiled: both packages have the same program.
set -eu
[ $# -ge 1 ] && [ -f "$1" ] || { echo "usage: $0 DEB [FOLDER]; packaging/debian/build.sh makes the DEB" >&2; exit 2; }
for tool in dpkg-deb rpmbuild; do
    command -v "$tool" >/dev/null || { echo "$tool is needed (apt-get install dpkg rpm)" >&2; exit 2; }
done
debian=$(realpath "$1")
output=$(mkdir -p "${2:-artifacts}" && cd "${2:-artifacts}" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

version=$(dpkg-deb -f "$debian" Version)
case $version in *-*) echo "the version of an RPM package cannot contain a hyphen: $version" >&2; exit 2 ;; esac
case $(dpkg-deb -f "$debian" Architecture) in
    amd64) architecture=x86_64 ;;
    arm64) architecture=aarch64 ;;
    *) echo "no such architecture is known" >&2; exit 2 ;;
esac

tree=$work/tree
dpkg-deb -x "$debian" "$tree"
SOURCE_DATE_EPOCH=$(stat -c %Y "$tree/usr")
export SOURCE_DATE_EPOCH LC_ALL=C

# SELinux lets systemd start a program in libexec as a service; in /usr/lib all are libraries to it.
mkdir "$tree/usr/libexec"
mv "$tree/usr/lib/ipblock" "$tree/usr/libexec/"
for program in ipblock ipblock-manager; do
    ln -sfn "../libexec/ipblock/$program" "$tree/usr/bin/$program"
done
sed -i 's:/usr/lib/ipblock/:/usr/libexec/ipblock/:' "$tree"/usr/lib/systemd/system/*.service
# rpm knows of files that belong to the administrator, and asks nothing.
mkdir -p "$tree/etc/ipblock" "$tree/usr/share/licenses/ipblock"
mv "$tree/usr/share/ipblock/ipblock.json" "$tree/etc/ipblock/"
mv "$tree/usr/share/doc/ipblock/copyright" "$tree/usr/share/licenses/ipblock/"
rm -r "$tree/usr/share/ipblock" "$tree/usr/share/lintian" "$tree/usr/share/doc/ipblock/changelog.gz"

rpmbuild -bb --quiet --target "$architecture-linux" --define "_topdir $work/rpm" --define "tree $tree" --define "packageversion $version" \
    "$here/ipblock.spec" >"$work/log" 2>&1 ||
    { cat "$work/log" >&2; exit 1; }
package=$output/ipblock-$version-1.$architecture.rpm
cp "$work/rpm/RPMS/$architecture/ipblock-$version-1.$architecture.rpm" "$package"
echo "$package $(du -k "$package" | cut -f1) KB"
