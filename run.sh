#!/bin/sh
# Builds IpBlock and shows it at work: the Exchange agent in a small SMTP server, with sample settings and block lists of its own, and the page beside it.
#   ./run.sh          plays a few sessions, then goes on serving mail and the page
#   ./run.sh --once   ends after the sessions, without the page; exit code 0 only if every verdict was the expected one
set -eu
cd "$(dirname "$0")"
command -v dotnet >/dev/null || { echo "The .NET SDK 10 is needed: https://dot.net" >&2; exit 2; }
once=""
[ "${1:-}" != --once ] || once=yes

echo "Building ..."
log=$(mktemp)
[ -n "$once" ] && page="" || page=src/Manager
for project in src/Agent src/TransportHost $page; do
    dotnet build "$project" --configuration Release --nologo --verbosity quiet >"$log" 2>&1 || { cat "$log" >&2; exit 1; }
done
rm -f "$log"

folder=$(mktemp -d "${TMPDIR:-/tmp}/ipblock-demo.XXXXXX")
if [ -n "$once" ]; then
    trap 'rm -rf "$folder"' EXIT
else
    manager="dotnet src/Manager/bin/Release/net10.0/ipblock-manager.dll"
    IPBLOCK_DEMO_PAGE=$($manager invite you --role administrator --data "$folder/page")
    export IPBLOCK_DEMO_PAGE
    # When the demonstration has written the settings. It ends with the demonstration.
    (
        until [ -e "$folder/ipblock.json" ]; do sleep 0.2; done
        exec $manager serve --settings "$folder/ipblock.json" --data "$folder/page" >"$folder/page.log" 2>&1
    ) &
    trap 'kill $! 2>/dev/null || true' EXIT
    trap 'exit 130' INT TERM
fi
dotnet src/TransportHost/bin/Release/net10.0/IpBlock.TransportHost.dll demo samples src/Agent/bin/Release/net472/IpBlock.Agent.dll "$folder" "$@"
