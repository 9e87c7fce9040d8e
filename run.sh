#!/bin/sh
# Builds IpBlock and shows it at work: the Exchange agent in a small SMTP server, with example settings and block lists, and the page beside it.
#   ./run.sh            plays a few sessions, then serves mail and the page, and prints each decision
#   ./run.sh --no-page  the same without the page
#   ./run.sh --once     ends after the sessions, without the page; exit code 0 only if every verdict was the expected one
# IPBLOCK_DEMO_PORT is the port for mail, 2525 unless given; 0 takes a free one. With IPBLOCK_DEMO_BUILT nothing is built.
set -eu
cd "$(dirname "$0")"
command -v dotnet >/dev/null || { echo "The .NET SDK 10 is needed: https://dot.net" >&2; exit 2; }
configuration=${CONFIGURATION:-Release}
once="" page=yes
case ${1:-} in
    "") ;;
    --no-page) page="" ;;
    --once) once=yes page="" ;;
    *) echo "usage: $0 [--no-page | --once]" >&2; exit 2 ;;
esac

if [ -z "${IPBLOCK_DEMO_BUILT:-}" ]; then
    echo "Building ..."
    log=$(mktemp)
    [ -n "$once" ] && service="" || service=src/Service
    for project in src/Agent src/TransportHost $service ${page:+src/Manager}; do
        dotnet build "$project" --configuration "$configuration" --nologo --verbosity quiet >"$log" 2>&1 || { cat "$log" >&2; exit 1; }
    done
    rm -f "$log"
fi

folder=$(mktemp -d "${TMPDIR:-/tmp}/ipblock-demo.XXXXXX")
host=src/TransportHost/bin/$configuration/net10.0/IpBlock.TransportHost.dll
agent=src/Agent/bin/$configuration/net472/IpBlock.Agent.dll
demo="" manager=""
end() {
    for process in $demo $manager; do
        kill "$process" 2>/dev/null || true
        wait "$process" 2>/dev/null || true
    done
    rm -rf "$folder"
}
trap end EXIT
trap 'exit 130' INT TERM
if [ -n "$once" ]; then
    dotnet "$host" demo samples "$agent" "$folder" --once
    exit
fi

# The command line, for the settings and the log of the demonstration.
printf '#!/bin/sh\nIPBLOCK_SETTINGS=%s exec dotnet %s "$@"\n' "$folder/ipblock.json" "$PWD/src/Service/bin/$configuration/net10.0/ipblock.dll" >"$folder/ipblock"
chmod +x "$folder/ipblock"
if [ -n "$page" ]; then
    program="dotnet src/Manager/bin/$configuration/net10.0/ipblock-manager.dll"
    IPBLOCK_DEMO_PAGE=$($program invite you --role administrator --data "$folder/page")
    export IPBLOCK_DEMO_PAGE
    # When the demonstration has written the settings.
    (
        until [ -e "$folder/ipblock.json" ]; do sleep 0.2; done
        exec $program serve --settings "$folder/ipblock.json" --data "$folder/page" >"$folder/page.log" 2>&1
    ) &
    manager=$!
fi
# Not in the foreground: a shell that waits for that hears no signal.
dotnet "$host" demo samples "$agent" "$folder" &
demo=$!
wait "$demo"
