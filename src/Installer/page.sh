#!/bin/sh
# Writes the source for the files of the page: page.sh FOLDER. The program's own lie beside the tools; what a browser is sent is in folders below,
# each file a component of its own, because Windows Installer wants the files of a component in one folder.
set -eu
cd "$1"
# Names in a package have 72 characters at the most.
name() { echo "$1" | sed 's:^wwwroot/_content/Radzen.Blazor/:Radzen/:; s:^wwwroot/::' | tr -c 'A-Za-z0-9._\n' _; }
guid() { echo "IpBlock page $1" | sha1sum | sed -E 's/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*/\1-\2-5\3-8\4-\5/' | tr a-f A-F; }
cat <<'END'
<?xml version="1.0" encoding="utf-8"?>
<Wix xmlns="http://schemas.microsoft.com/wix/2006/wi">
  <Fragment>
    <DirectoryRef Id="ToolsFolder">
      <Component Id="PageFiles" Guid="8B6DB4E4-2C0B-4D6B-9C39-0B4A2F1C9A57" Win64="yes">
END
for file in $(find . -maxdepth 1 -type f ! -name ipblock-manager.exe | sed 's:^\./::' | LC_ALL=C sort); do
    key=""
    [ "$file" = ipblock-manager.dll ] && key=' KeyPath="yes"'
    echo "        <File Id=\"PageFile.$(name "$file")\" Name=\"$file\" Source=\"\$(var.Payload)/page/$file\"$key />"
done
echo "      </Component>"
echo "    </DirectoryRef>"
for folder in $(find . -mindepth 1 -type d | sed 's:^\./::' | LC_ALL=C sort); do
    above=ToolsFolder
    case $folder in */*) above=PageFolder.$(name "${folder%/*}") ;; esac
    echo "    <DirectoryRef Id=\"$above\">"
    echo "      <Directory Id=\"PageFolder.$(name "$folder")\" Name=\"${folder##*/}\">"
    for file in $(find "$folder" -maxdepth 1 -type f | LC_ALL=C sort); do
        echo "        <Component Id=\"Page.$(name "$file")\" Guid=\"$(guid "$file")\" Win64=\"yes\">"
        echo "          <File Id=\"PageFile.$(name "$file")\" Name=\"${file##*/}\" Source=\"\$(var.Payload)/page/$file\" KeyPath=\"yes\" />"
        echo "        </Component>"
    done
    echo "      </Directory>"
    echo "    </DirectoryRef>"
done
echo '    <ComponentGroup Id="PageContent">'
for file in $(find . -mindepth 2 -type f | sed 's:^\./::' | LC_ALL=C sort); do
    echo "      <ComponentRef Id=\"Page.$(name "$file")\" />"
done
cat <<'END'
    </ComponentGroup>
  </Fragment>
</Wix>
END
