#!/bin/sh
# Writes the source for the files of the tools: tools.sh FOLDER. There are hundreds, and another release of .NET has others.
set -eu
cat <<'END'
<?xml version="1.0" encoding="utf-8"?>
<Wix xmlns="http://schemas.microsoft.com/wix/2006/wi">
  <Fragment>
    <DirectoryRef Id="ToolsFolder">
      <Component Id="ToolFiles" Guid="224D0F33-8E68-4873-8099-0E36DF83A8AF" Win64="yes">
END
for file in $(cd "$1" && LC_ALL=C ls); do
    key=""
    [ "$file" = ipblock.exe ] && key=' KeyPath="yes"'
    echo "        <File Id=\"Tool.$(echo "$file" | tr -c 'A-Za-z0-9._\n' _)\" Name=\"$file\" Source=\"\$(var.Payload)/tools/$file\"$key />"
done
cat <<'END'
      </Component>
    </DirectoryRef>
  </Fragment>
</Wix>
END
