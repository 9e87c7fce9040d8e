#!/bin/sh
# Says of what a browser is sent that it was last changed at SOURCE_DATE_EPOCH, and not when the sources were copied here: packaging/settle-times.sh FOLDER.
set -eu
time=$(LC_ALL=C date -u -d "@$SOURCE_DATE_EPOCH" '+%a, %d %b %Y %H:%M:%S GMT')
for file in "$1"/*.staticwebassets.endpoints.json; do
    [ ! -f "$file" ] || sed -i "s/\(\"Last-Modified\",\"Value\":\"\)[^\"]*/\1$time/g" "$file"
done
