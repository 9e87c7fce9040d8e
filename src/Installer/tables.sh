#!/bin/sh
# Adds to an MSI of wixl what wixl 0.101 cannot say, or says wrongly: tables.sh MSI PACKAGECODE EPOCH.
set -eu
msi=$1
package=$2
epoch=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
sql() { msibuild "$msi" -q "$1"; }

# Secure="yes"
sql "UPDATE \`Property\` SET \`Value\` = 'WIX_DOWNGRADE_DETECTED;WIX_UPGRADE_DETECTED;ALLOWWITHOUTEXCHANGE;RESTARTTRANSPORT;TRANSPORTSERVICE;PRIORITY;NOREGISTER;EXCHANGEMAJOR;EXCHANGE2010;EDGEROLE;FRONTENDROLE;HUBROLE;WINDOWS10;SERVICESTART;PAGESTART;REMEMBEREDFOLDER' WHERE \`Property\` = 'SecureCustomProperties'"
# Schedule="afterInstallInitialize": within the transaction, so that a failing upgrade brings the version before back.
sql "UPDATE \`InstallExecuteSequence\` SET \`Sequence\` = 1501 WHERE \`Action\` = 'RemoveExistingProducts'"
# NeverOverwrite and Permanent
sql "UPDATE \`Component\` SET \`Attributes\` = 400 WHERE \`Component\` = 'Settings'"
sql "UPDATE \`Component\` SET \`Attributes\` = 272 WHERE \`Component\` = 'Log'"
sql "UPDATE \`Component\` SET \`Attributes\` = 272 WHERE \`Component\` = 'Lists'"
# Execute="rollback": 50 (a program named by a property), 64 (go on), 256 and 1024 (rollback), 2048 (as Local System)
for action in UndoInstallAgent UndoUninstallAgent UndoAddTask UndoSetUpService UndoTakeServiceRights; do
    sql "UPDATE \`CustomAction\` SET \`Type\` = 3442 WHERE \`Action\` = '$action'"
done
# A missing Impersonate becomes "no", which has no meaning in actions that are not deferred.
sql "UPDATE \`CustomAction\` SET \`Type\` = 51 WHERE \`Type\` = 2099"
sql "UPDATE \`CustomAction\` SET \`Type\` = 242 WHERE \`Action\` = 'ShowAgent'"

# <RemoveFile>
sql "INSERT INTO \`RemoveFile\` (\`FileKey\`, \`Component_\`, \`FileName\`, \`DirProperty\`, \`InstallMode\`) VALUES ('RemoveState', 'AgentPayload', 'before.json', 'AgentRootFolder', 2)"
sql "INSERT INTO \`RemoveFile\` (\`FileKey\`, \`Component_\`, \`FileName\`, \`DirProperty\`, \`InstallMode\`) VALUES ('RemoveTaskState', 'ServiceFiles', 'task.xml', 'ToolsFolder', 2)"
# <PermissionEx>
{
    printf 'MsiLockPermissionsEx\tLockObject\tTable\tSDDLText\tCondition\r\ns72\ts72\ts32\ts0\tS255\r\nMsiLockPermissionsEx\tMsiLockPermissionsEx\r\n'
    printf 'SettingsRights\tSettingsFolder\tCreateFolder\tO:BAD:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;0x1200a9;;;NS)\tNOT Installed AND NOT WIX_UPGRADE_DETECTED\r\n'
    printf 'LogRights\tLogFolder\tCreateFolder\tO:BAD:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;0x1301bf;;;NS)\tNOT Installed AND NOT WIX_UPGRADE_DETECTED\r\n'
    printf 'ListsRights\tListsFolder\tCreateFolder\tO:BAD:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;0x1301bf;;;NS)\tNOT Installed AND NOT WIX_UPGRADE_DETECTED\r\n'
} >"$work/MsiLockPermissionsEx.idt"
# <Environment>: = set, - remove at removal, * of the machine, [~] what was there
{
    printf 'Environment\tName\tValue\tComponent_\r\ns72\tl255\tL255\ts72\r\nEnvironment\tEnvironment\r\n'
    printf 'ToolsOnPath\t=-*PATH\t[~];[ToolsFolder]\tToolsPath\r\n'
} >"$work/Environment.idt"
# <Condition> of a feature
{
    printf 'Feature_\tLevel\tCondition\r\ns38\ti2\tS255\r\nCondition\tFeature_\tLevel\r\n'
    printf 'Service\t0\tNOT WINDOWS10\r\n'
    printf 'Page\t0\tNOT WINDOWS10\r\n'
} >"$work/Condition.idt"
msibuild "$msi" -i "$work/MsiLockPermissionsEx.idt" "$work/Environment.idt" "$work/Condition.idt"
sql "INSERT INTO \`InstallExecuteSequence\` (\`Action\`, \`Sequence\`) VALUES ('RemoveEnvironmentStrings', 3300)"
sql "INSERT INTO \`InstallExecuteSequence\` (\`Action\`, \`Sequence\`) VALUES ('WriteEnvironmentStrings', 5200)"

# The summary last: its times are those of the sources.
time=$(date -u -d "@$epoch" '+%Y/%m/%d %H:%M:%S')
msiinfo export "$msi" _SummaryInformation | sed -E "s#^2\t.*#2\tIpBlock\r#; s#^9\t.*#9\t{$package}\r#; s#^(12|13)\t.*#\1\t$time\r#" >"$work/_SummaryInformation.idt"
TZ=UTC msibuild "$msi" -i "$work/_SummaryInformation.idt"
