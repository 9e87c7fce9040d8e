#!/bin/sh
# Downloads a mail server's package and those it needs that this machine does not have: mail-server.sh FOLDER NAME
set -eu
mkdir -p "$1"
cd "$1"
download() {
    needed=$(apt-get install --simulate --no-install-recommends "$1" | sed -n 's/^Inst \([^ ]*\).*/\1/p') &&
        apt-get download -qq -o APT::Sandbox::User=root $(printf '%s\n' "$1" $needed | sort -u)
}
download "$2" 2>/dev/null || { apt-get update -qq && download "$2"; }
