#!/bin/sh
# Unpacks Debian's Sendmail into a folder: its package cannot be installed beside Postfix's. Usage: sendmail.sh FOLDER
set -eu
folder=$1
[ -e "$folder/complete" ] && exit 0
rm -rf "$folder"
mkdir -p "$folder/packages"
cd "$folder/packages"
packages="sendmail-bin sendmail-base sendmail-cf m4 sasl2-bin liblockfile1 libwrap0"
apt-get download -qq $packages || { apt-get update -qq && apt-get download -qq $packages; }
for package in *.deb; do dpkg -x "$package" ..; done
cd "$folder"
rm -r packages

# A program with the set-group-id bit takes no libraries from a folder; as root it needs none.
chmod g-s usr/libexec/sendmail/sendmail
ln -s usr/lib/*-linux-gnu libraries

# The user is user, the password secret. Here, because it reads no such file below a folder that all may write to, as /tmp is.
mkdir auth
printf 'pwcheck_method: auxprop\nauxprop_plugin: sasldb\nsasldb_path: %s/auth/users\nmech_list: PLAIN\n' "$folder" >auth/Sendmail.conf
printf secret | usr/sbin/saslpasswd2 -p -c -f auth/users -u mx.site.example user
touch complete
