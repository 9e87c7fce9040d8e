#!/bin/sh
# Builds what the MSI holds into a folder: payload.sh VERSION FOLDER. Nothing of it depends on where or when that is done but by SOURCE_DATE_EPOCH.
set -eu
version=$1
folder=$(mkdir -p "$2" && cd "$2" && pwd)
cd "$(dirname "$0")/../.."
numeric=$(echo "$version" | sed 's/[^0-9.].*//')
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# An own place for what the compiler leaves, so that the working tree's build stays as it is.
build() {
    project=$1
    shift
    dotnet publish "$project" --configuration Release --nologo --verbosity quiet --artifacts-path "$work/artifacts" \
        -p:DebugType=none -p:GenerateDocumentationFile=false -p:Version="$numeric" -p:AssemblyVersion="$numeric.0" -p:InformationalVersion="$version" "$@"
}
build src/Agent --output "$work/agent"
build src/PowerShell -p:OutputPath="$work/module-build/" --output "$work/module"
build src/Service --runtime win-x64 --self-contained -p:PublishReadyToRun="${READYTORUN:-true}" --output "$work/tools"
build src/Manager --runtime win-x64 --self-contained -p:PublishReadyToRun="${READYTORUN:-true}" --output "$work/page"

# By name, so that nothing comes along that was not meant to.
mkdir -p "$folder/agent" "$folder/module/en-US" "$folder/tools" "$folder/page" "$folder/scripts/parts" "$folder/docs"
for file in IpBlock.Agent.dll IpBlock.Common.dll Newtonsoft.Json.dll; do
    cp "$work/agent/$file" "$folder/agent/"
done
for file in IpBlock.format.ps1xml IpBlock.PowerShell.dll IpBlock.Administration.dll IpBlock.Common.dll Newtonsoft.Json.dll DnsClient.dll System.Buffers.dll en-US/IpBlock.PowerShell.dll-Help.xml en-US/about_IpBlock.help.txt; do
    cp "$work/module/$file" "$folder/module/$file"
done
sed "s/^\( *ModuleVersion *= *\)'.*'/\1'$numeric'/" src/PowerShell/IpBlock.psd1 >"$folder/module/IpBlock.psd1"
cp "$work"/tools/* "$folder/tools/"
rm -f "$folder"/tools/*.pdb "$folder"/tools/*.xml "$folder/tools/createdump.exe"
# Whose software is in it, and under which licences.
cp "$work"/agent/*.third-party-notices.txt "$work"/agent/*.cdx.json "$work"/module/*.third-party-notices.txt "$work"/module/*.cdx.json "$folder/tools/"
cp LICENSE "$folder/tools/LICENSE.txt"
# The page is installed beside the tools and shares the runtime with them: of it only what they do not have.
packaging/settle-times.sh "$work/page"
rm -f "$work"/page/*.pdb "$work"/page/*.xml "$work/page/createdump.exe" "$work/page/web.config"
for file in "$work"/page/*; do
    [ -e "$folder/tools/$(basename "$file")" ] || cp -r "$file" "$folder/page/"
done

# Notepad of older servers knows no bare line feeds.
windows_text() { sed 's/\r$//; s/$/\r/' "$1" >"$2"; }
for file in scripts/*.ps1 scripts/*.json scripts/parts/*.ps1; do
    windows_text "$file" "$folder/$file"
done
for file in docs/*.md; do
    windows_text "$file" "$folder/$file"
done
