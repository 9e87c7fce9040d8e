#!/bin/sh
# Runs the tests of one project that has been built, and leaves its counts in a file: tests/run-project.sh PROJECT REPORTS [AGAIN]
# AGAIN is a file with tests that have failed, one in a line: only these are run, and what passes now replaces a failure.
# A run that hangs is ended after IPBLOCK_TESTS_LIMIT seconds, with all it has started, and the tests it hung in are named.
set -u
cd "$(dirname "$0")/.."
project=$1 reports=$2 again=${3:-}
name=IpBlock.$project
report=$reports/$project.log
set --
[ -z "$again" ] || while read -r test; do set -- "$@" -method "$test"; done <"$again"
timeout --kill-after=15 "${IPBLOCK_TESTS_LIMIT:-3000}" dotnet "tests/$project/bin/${CONFIGURATION:-Release}/net10.0/$name.dll" \
    -noColor -longRunning 60 "$@" >"$report" 2>&1 </dev/null &
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
    [ -z "$again" ] || exit 0
else
    bad=$(($(number Failed) + $(number Errors)))
    [ $bad = 0 ] && [ $status = 0 ] || cat "$report"
    [ $bad = 0 ] && [ $status != 0 ] && bad=1
    counts="$(($(number Total) - $(number Failed) - $(number Skipped))) $bad $(number Skipped)"
    echo "$summary"
fi

if [ -z "$again" ]; then
    echo "$counts" >"$reports/$project.counts"
    # Without the arguments of a theory: all its cases are run again. That a class or the assembly could not end is no test's failure, and stays one.
    if [ -n "$summary" ] && [ "$(number Errors)" = 0 ]; then
        sed -n 's/^ *\(IpBlock[A-Za-z0-9_.+]*\)\((.*)\)\{0,1\} \[FAIL\]$/\1/p' "$report" | sort -u >"$reports/$project.failed"
    fi
elif [ "$bad" = 0 ]; then
    read -r good before left <"$reports/$project.counts"
    echo "$((good + before)) 0 $left" >"$reports/$project.counts"
    echo "$name: $before failed at first and passed alone:"
    sed 's/^/  /' "$again"
fi
