#!/bin/sh
# Makes the MSI on Linux: src/Installer/build.sh VERSION [FOLDER] writes FOLDER/IpBlock-VERSION-x64.msi, and the same bytes each time.
# PAYLOAD names a folder in which what is built is kept, and taken from if it is there.
set -eu
[ $# -ge 1 ] || { echo "usage: $0 VERSION [FOLDER]" >&2; exit 2; }
version=$1
numeric=$(echo "$version" | sed 's/[^0-9.].*//')
echo "$numeric" | grep -qE '^[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,5}$' || { echo "a version has three numbers, such as 1.2.3" >&2; exit 2; }
for tool in dotnet wixl msibuild msiinfo; do
    command -v "$tool" >/dev/null || { echo "$tool is needed (apt-get install wixl msitools)" >&2; exit 2; }
done
output=$(mkdir -p "${2:-artifacts}" && cd "${2:-artifacts}" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
epoch=${SOURCE_DATE_EPOCH:-$(git -C "$here" log -1 --format=%ct 2>/dev/null || echo 1577836800)}
export SOURCE_DATE_EPOCH="$epoch"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

payload=${PAYLOAD:-$work/payload}
[ -d "$payload/tools" ] || "$here/payload.sh" "$version" "$payload"
[ "$payload" = "$work/payload" ] || cp -r "$payload" "$work/payload"
cp "$here"/*.wxs "$work/"
"$here/tools.sh" "$work/payload/tools" >"$work/Tools.wxs"
"$here/page.sh" "$work/payload/page" >"$work/Page.wxs"
find "$work" -exec touch -d "@$epoch" {} +

# A name for what is in it: equal content, equal GUID.
guid() { sha1sum | sed -E 's/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*/\1-\2-5\3-8\4-\5/' | tr a-f A-F; }
product=$(echo "IpBlock $version" | guid)
package=$( (echo "$version $epoch"; cat "$here/build.sh" "$here/tables.sh"; cd "$work" && find . -type f | LC_ALL=C sort | xargs -d '\n' sha1sum) | guid)

msi=$work/IpBlock.msi
cd "$work"
# It warns of every attribute that it passes over; what they are for is added below.
wixl --arch x64 -D WIXL=1 -D "Version=$numeric" -D "ProductCode=$product" -D Payload=payload -o "$msi" \
    IpBlock.wxs Components.wxs Tools.wxs Page.wxs >"$work/wixl.log" 2>&1 ||
    { cat "$work/wixl.log" >&2; exit 1; }
"$here/tables.sh" "$msi" "$package" "$epoch"

result=$output/IpBlock-$version-x64.msi
cp "$msi" "$result"
echo "$result $(du -k "$result" | cut -f1) KB"
