#Requires -Version 4.0
#Requires -RunAsAdministrator
<#
.SYNOPSIS
Removes the Windows service IpBlock and its rights.

.DESCRIPTION
Stops and removes the service, and takes its account's rights off the folders of settings, log and lists, which stay with all that is in them. The agent
goes on filtering; lists are no longer fetched. Set-UpdateTask.ps1 has them fetched by a scheduled task. Where the agent has been removed before, the event
source goes too.

.PARAMETER SettingsFolder
The folder of ipblock.json. Without it, C:\ProgramData\IpBlock.

.PARAMETER RightsOnly
Leaves the service itself to Windows Installer.

.PARAMETER KeepRights
Leaves the rights to an earlier version of the service, which the installer puts back.

.PARAMETER StatePath
The file that Install-Service.ps1 wrote with the same parameter: the scheduled task is put back, and the file deleted.

.PARAMETER LogPath
Writes every step to this file too.

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
