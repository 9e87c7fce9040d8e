#!/bin/sh
# Installs what the tests need, builds everything with warnings as errors, and runs every test. The last line counts them.
#   ./test.sh         the long matrices in part
#   ./test.sh --all   whole, however long that takes
set -u
case ${1:-} in
    "") ;;
    --all) IPBLOCK_TESTS=all IPBLOCK_TESTS_LIMIT=${IPBLOCK_TESTS_LIMIT:-21600} && export IPBLOCK_TESTS IPBLOCK_TESTS_LIMIT ;;
    *) echo "usage: $0 [--all]" >&2; exit 2 ;;
esac
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

# Style is checked by the build; this is the white space, which needs no build.
dotnet format whitespace . --folder --verify-no-changes --exclude '**/bin/**' '**/obj/**' || { echo "run: dotnet format whitespace . --folder" >&2; exit 1; }

configuration=${CONFIGURATION:-Release}
echo "Building ..."
dotnet build IpBlock.sln --configuration "$configuration" --nologo --verbosity quiet || exit 1

# Two projects at a time, the longest first.
reports=$(mktemp -d)
projects=$(for one in EndToEnd Installer Manager Administration Common Service Fleet PowerShell; do echo $one.Tests; done; for folder in tests/*.Tests; do basename "$folder"; done)
echo "$projects" | awk '!seen[$0]++' | CONFIGURATION=$configuration xargs -P 2 -I '{}' tests/run-project.sh '{}' "$reports"

# On a busy machine a test that waits for another process can fail. A few that have failed are run once more, alone, and named; what fails twice has failed.
for failures in "$reports"/*.failed; do
    [ -s "$failures" ] && [ "$(wc -l <"$failures")" -le 5 ] || continue
    CONFIGURATION=$configuration tests/run-project.sh "$(basename "$failures" .failed)" "$reports" "$failures"
done

passed=0 failed=0 skipped=0
for folder in tests/*.Tests; do
    read -r good bad left <"$reports/$(basename "$folder").counts" || { good=0 bad=1 left=0; }
    passed=$((passed + good)) failed=$((failed + bad)) skipped=$((skipped + left))
done
rm -rf "$reports"

echo "$passed passed, $failed failed, $skipped skipped"
[ $failed = 0 ]
