#!/bin/sh
# Installs what the tests need, builds everything with warnings as errors, and runs every test. The last line counts them.
set -u
cd "$(dirname "$0")"
command -v dotnet >/dev/null || { echo "The .NET SDK 10 is needed: https://dot.net" >&2; exit 2; }

# Real servers that the tests start for themselves. Their own services stay off: policy-rc.d says no while the packages are set up.
missing=""
for package in $(cat tests/packages.txt); do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
done
if [ -n "$missing" ]; then
    echo "Installing$missing ..."
    sudo=""
    [ "$(id -u)" = 0 ] || sudo=sudo
    policy=/usr/sbin/policy-rc.d
    [ -e "$policy" ] || { printf '#!/bin/sh\nexit 101\n' | $sudo tee "$policy" >/dev/null && $sudo chmod +x "$policy" && ours=yes; }
    $sudo apt-get update -qq && DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends $missing >/dev/null
    status=$?
    [ "${ours:-}" = yes ] && $sudo rm -f "$policy"
    [ $status = 0 ] || { echo "apt-get could not install$missing" >&2; exit 2; }
fi

# PowerShell, for the tests of the cmdlets and of the scripts.
dotnet tool restore >/dev/null || { echo "'dotnet tool restore' has failed" >&2; exit 2; }

configuration=${CONFIGURATION:-Release}
echo "Building ..."
dotnet build IpBlock.sln --configuration "$configuration" --nologo --verbosity quiet || exit 1

passed=0 failed=0 skipped=0
report=$(mktemp)
for project in tests/*.Tests; do
    name=IpBlock.$(basename "$project")
    echo "== $name"
    dotnet "$project/bin/$configuration/net10.0/$name.dll" -noColor >"$report" 2>&1 </dev/null
    status=$?
    summary=$(grep -E '^ +[A-Za-z.]+ +Total: ' "$report" | tail -n 1)
    if [ -z "$summary" ]; then
        cat "$report"
        echo "$name ended with $status before it counted its tests"
        failed=$((failed + 1))
        continue
    fi
    number() { echo "$summary" | sed -n "s/.*$1: \([0-9]*\).*/\1/p"; }
    bad=$(($(number Failed) + $(number Errors)))
    [ $bad = 0 ] && [ $status = 0 ] || cat "$report"
    [ $bad = 0 ] && [ $status != 0 ] && bad=1
    echo "  $summary"
    failed=$((failed + bad))
    skipped=$((skipped + $(number Skipped)))
    passed=$((passed + $(number Total) - $(number Failed) - $(number Skipped)))
done
rm -f "$report"

echo "$passed passed, $failed failed, $skipped skipped"
[ $failed = 0 ]
