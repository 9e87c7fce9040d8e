#Requires -Version 4.0
#Requires -RunAsAdministrator
<#
.SYNOPSIS
Switches the page off: removes the Windows service IpBlockManager and its rights.

.DESCRIPTION
Stops and removes the service, and takes its account's rights off the folders of settings, log and lists. Accounts and the index of the log stay in the
folder manager beside the settings. The agent and the service IpBlock go on.

.PARAMETER SettingsFolder
The folder of ipblock.json. Without it, C:\ProgramData\IpBlock.

.PARAMETER RightsOnly
Leaves the service itself to Windows Installer.

.PARAMETER LogPath
Writes every step to this file too.

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
