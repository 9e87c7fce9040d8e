#!/bin/sh
# Writes what the code says into the files that are kept in step with it: the tables of docs/settings.md, docs/log.md and docs/command-line.md, and the help of the cmdlets.
# Whoever adds a setting, a column of the log or an option runs it; the tests compare.
set -eu
cd "$(dirname "$0")/.."
configuration=${CONFIGURATION:-Release}
write() {
    dotnet build "tests/$1" --configuration "$configuration" --nologo --verbosity quiet
    IPBLOCK_WRITE_DOCS=yes dotnet "tests/$1/bin/$configuration/net10.0/IpBlock.$1.dll" -noColor -noLogo -method "$2"
}
write Administration.Tests 'IpBlock.Administration.Tests.Editing.SettingsManualTests.The_tables_are_written_from_the_declarations'
write Administration.Tests 'IpBlock.Administration.Tests.Logs.LogManualTests.The_table_of_the_columns_is_written_from_their_declarations'
write Service.Tests 'IpBlock.Service.Tests.Manual.CommandManualTests.The_tables_are_written_from_the_commands'
write PowerShell.Tests 'IpBlock.PowerShell.Tests.Surface.HelpTests.The_help_is_written_from_the_parameters'
git --no-pager diff --stat -- docs src/PowerShell/en-US
