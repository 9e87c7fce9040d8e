#!/bin/sh
# Builds IpBlock and shows it at work: the Exchange agent in a small SMTP server, with sample settings and block lists of its own.
#   ./run.sh          plays a few sessions, then goes on serving
#   ./run.sh --once   ends after the sessions; exit code 0 only if every verdict was the expected one
set -eu
cd "$(dirname "$0")"
command -v dotnet >/dev/null || { echo "The .NET SDK 10 is needed: https://dot.net" >&2; exit 2; }

echo "Building ..."
log=$(mktemp)
for project in src/Agent src/TransportHost; do
    dotnet build "$project" --configuration Release --nologo --verbosity quiet >"$log" 2>&1 || { cat "$log" >&2; exit 1; }
done
rm -f "$log"

folder=$(mktemp -d "${TMPDIR:-/tmp}/ipblock-demo.XXXXXX")
[ "${1:-}" = --once ] && trap 'rm -rf "$folder"' EXIT
dotnet src/TransportHost/bin/Release/net10.0/IpBlock.TransportHost.dll demo samples src/Agent/bin/Release/net472/IpBlock.Agent.dll "$folder" "$@"
