#!/bin/sh
# Compiles a program as the package has it: packaging/debian/publish.sh VERSION ARTIFACTS FOLDER. What the compiler leaves goes to ARTIFACTS, the program to FOLDER.
# PROJECT names another one than the service. READYTORUN=false leaves to the server what a compiler for its processor does ahead: a program that starts slower.
set -eu
[ $# -eq 3 ] || { echo "usage: $0 VERSION ARTIFACTS FOLDER" >&2; exit 2; }
architecture=${ARCHITECTURE:-$(dpkg --print-architecture)}
case $architecture in
    amd64) runtime=linux-x64 ;;
    arm64) runtime=linux-arm64 ;;
    *) echo "no runtime for $architecture" >&2; exit 2 ;;
esac

numeric=$(echo "$1" | sed 's/[^0-9.].*//')
dotnet publish "$(dirname "$0")/../../${PROJECT:-src/Service}" --configuration Release --runtime "$runtime" --self-contained --nologo --verbosity quiet --artifacts-path "$2" \
    -p:PublishReadyToRun="${READYTORUN:-true}" -p:DebugType=none -p:GenerateDocumentationFile=false -p:Version="$numeric" -p:AssemblyVersion="$numeric.0" -p:InformationalVersion="$1" \
    --output "$3"
[ -z "${SOURCE_DATE_EPOCH:-}" ] || "$(dirname "$0")/../settle-times.sh" "$3"
rm -f "$3"/*.xml "$3"/*.pdb "$3"/createdump "$3"/web.config
