#Requires -Version 4.0
#Requires -RunAsAdministrator
<#
.SYNOPSIS
Removes the management page: the Windows service IpBlockManager and its permissions.

.DESCRIPTION
Stops and removes the service, and removes the permissions of its account from the folders of the settings, the log and the lists. Accounts and the index of
the log are kept in the folder manager in the folder of the settings. The agent and the service IpBlock continue to run.

.PARAMETER SettingsFolder
The folder of ipblock.json. Default: C:\ProgramData\IpBlock.

.PARAMETER RightsOnly
Removes only the permissions. Windows Installer removes the service.

.PARAMETER LogPath
Also writes every step to this file.

.EXAMPLE
.\Uninstall-Page.ps1
#>
[CmdletBinding(SupportsShouldProcess = $true)]
param(
    [string] $SettingsFolder = (Join-Path $env:ProgramData 'IpBlock'),
    [switch] $RightsOnly,
    [string] $LogPath
)

$ErrorActionPreference = 'Stop'
. "$PSScriptRoot\parts\Page.ps1"
Start-Steps $PSCmdlet $LogPath

if (-not $RightsOnly -and (Test-ServiceThere)) {
    Invoke-Step 'Remove the service' $script:ServiceName -Do { Remove-ServiceEntry }
}
Remove-PageRights $SettingsFolder
if (-not $RightsOnly) { Unregister-EventSourceWithoutAgent }
