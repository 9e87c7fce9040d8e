#!/bin/sh
# Runs the tests of one project that has been built, and leaves its counts in a file: tests/run-project.sh PROJECT REPORTS
# A run that hangs is ended after IPBLOCK_TESTS_LIMIT seconds, with all it has started, and the tests it hung in are named.
set -u
cd "$(dirname "$0")/.."
project=$1 reports=$2
name=IpBlock.$project
report=$reports/$project.log
timeout --kill-after=15 "${IPBLOCK_TESTS_LIMIT:-3000}" dotnet "tests/$project/bin/${CONFIGURATION:-Release}/net10.0/$name.dll" -noColor -longRunning 60 >"$report" 2>&1 </dev/null &
child=$!
trap 'kill $child' INT TERM
wait $child
status=$?

hung=""
case $status in 124 | 137) hung=yes ;; esac
summary=$(grep -E '^ +[A-Za-z.]+ +Total: ' "$report" | tail -n 1)
number() { echo "$summary" | sed -n "s/.*$1: \([0-9]*\).*/\1/p"; }
if [ -n "$hung" ] || [ -z "$summary" ]; then
    counts="0 1 0"
    cat "$report"
    if [ -n "$hung" ]; then
        echo "$name was ended after ${IPBLOCK_TESTS_LIMIT:-3000} seconds. It hung in:"
        sed -n "s/.*\[Long Running Test\] '\(.*\)', Elapsed.*/  \1/p" "$report" | tail -n 4 | sort -u
    else
        echo "$name ended with $status before it counted its tests"
    fi
else
    bad=$(($(number Failed) + $(number Errors)))
    [ $bad = 0 ] && [ $status = 0 ] || cat "$report"
    [ $bad = 0 ] && [ $status != 0 ] && bad=1
    counts="$(($(number Total) - $(number Failed) - $(number Skipped))) $bad $(number Skipped)"
    echo "$summary"
fi
echo "$counts" >"$reports/$project.counts"
