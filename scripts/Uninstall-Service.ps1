#Requires -Version 4.0
#Requires -RunAsAdministrator
<#
.SYNOPSIS
Removes the Windows service IpBlock and its permissions.

.DESCRIPTION
Stops and removes the service, and removes the permissions of its account from the folders of the settings, the log and the lists. The folders and their
files are kept. The agent continues to filter, but lists are no longer fetched. To fetch them with a scheduled task, run Set-UpdateTask.ps1. If the agent was
removed before, the event source is also removed.

.PARAMETER SettingsFolder
The folder of ipblock.json. Default: C:\ProgramData\IpBlock.

.PARAMETER RightsOnly
Removes only the permissions. Windows Installer removes the service.

.PARAMETER KeepRights
Keeps the permissions for an earlier version of the service, which the installer restores.

.PARAMETER StatePath
The file that Install-Service.ps1 wrote with the same parameter. The scheduled task is restored from it, and the file is deleted.

.PARAMETER LogPath
Also writes every step to this file.

.EXAMPLE
.\Uninstall-Service.ps1
#>
[CmdletBinding(SupportsShouldProcess = $true)]
param(
    [string] $SettingsFolder = (Join-Path $env:ProgramData 'IpBlock'),
    [switch] $RightsOnly,
    [switch] $KeepRights,
    [string] $StatePath,
    [string] $LogPath
)

$ErrorActionPreference = 'Stop'
. "$PSScriptRoot\parts\Service.ps1"
Start-Steps $PSCmdlet $LogPath

if (-not $RightsOnly -and (Test-ServiceThere)) {
    Invoke-Step 'Remove the service' $script:ServiceName -Do { Remove-ServiceEntry }
}
if (-not $KeepRights) { Remove-ServiceRights $SettingsFolder }
if (-not $RightsOnly -and -not $KeepRights) { Unregister-EventSourceWithoutAgent }
Restore-UpdateTask $StatePath
