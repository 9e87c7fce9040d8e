#!/bin/sh
# Makes a signed apt repository of Debian packages, or adds them to it: packaging/debian/apt-repository.sh FOLDER KEY DEB...
# FOLDER is what a web server offers. KEY names a secret key of gpg by its address or fingerprint.
# docs/packages.md says how to make one, and what a client does.
set -eu
[ $# -ge 3 ] || { echo "usage: $0 FOLDER KEY DEB..." >&2; exit 2; }
for tool in apt-ftparchive dpkg-deb gpg gzip; do
    command -v "$tool" >/dev/null || { echo "$tool is needed (apt-get install apt-utils dpkg gnupg gzip)" >&2; exit 2; }
done
key=$2
gpg --batch --list-secret-keys "$key" >/dev/null 2>&1 || { echo "gpg has no secret key $key" >&2; exit 2; }
folder=$(mkdir -p "$1/pool" && cd "$1" && pwd)
shift 2

# A version is published once: whoever has it would take another one of the same name for a damaged file.
for package in "$@"; do
    name=$(dpkg-deb -f "$package" Package)_$(dpkg-deb -f "$package" Version)_$(dpkg-deb -f "$package" Architecture).deb
    if [ ! -e "$folder/pool/$name" ]; then
        cp "$package" "$folder/pool/$name.new"
        mv "$folder/pool/$name.new" "$folder/pool/$name"
    elif ! cmp -s "$package" "$folder/pool/$name"; then
        echo "$name is already in the repository with different contents. Increase the version of the package." >&2
        exit 1
    fi
done

# Beside the old indexes, whose place they take at the end: a client that comes meanwhile finds the old ones.
new=$folder/dists.new
rm -rf "$new"
cd "$folder"
for architecture in amd64 arm64; do
    index=$new/stable/main/binary-$architecture
    mkdir -p "$index"
    apt-ftparchive --arch "$architecture" packages pool >"$index/Packages"
    gzip -9nk "$index/Packages"
done
option() { echo "-oAPT::FTPArchive::Release::$1=$2"; }
(cd "$new/stable" && apt-ftparchive "$(option Origin IpBlock)" "$(option Label IpBlock)" "$(option Suite stable)" "$(option Codename stable)" \
    "$(option Components main)" "$(option Architectures 'amd64 arm64')" release . >"$new/Release" && mv "$new/Release" Release)
gpg --batch --yes --local-user "$key" --digest-algo SHA512 --clearsign --output "$new/stable/InRelease" "$new/stable/Release"
gpg --batch --yes --local-user "$key" --digest-algo SHA512 --armor --detach-sign --output "$new/stable/Release.gpg" "$new/stable/Release"
gpg --batch --export "$key" >"$folder/ipblock-archive-keyring.gpg"

rm -rf "$folder/dists.old"
[ ! -e "$folder/dists" ] || mv "$folder/dists" "$folder/dists.old"
mv "$new" "$folder/dists"
rm -rf "$folder/dists.old"
echo "$folder: $(find pool -name '*.deb' | wc -l) packages, signed by $key"
