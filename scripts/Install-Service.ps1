#Requires -Version 4.0
#Requires -RunAsAdministrator
<#
.SYNOPSIS
Sets up the Windows service IpBlock, which fetches lists and notifies of troubles.

.DESCRIPTION
Creates the service if it is not there, has it run as its own account NT SERVICE\IpBlock with the rights it needs and no others, start some time after
Windows and be started again after a failure, and starts it. The scheduled task of earlier versions is removed once the service runs. Running the script
again changes nothing that is right already. The agent does not need the service.

.PARAMETER Program
The path of the service's program. Without it, Tools beside the folder of this script.

.PARAMETER SettingsFolder
The folder of ipblock.json. Without it, C:\ProgramData\IpBlock.

.PARAMETER LeaveDisabled
The service is disabled and not started.

.PARAMETER NoStart
The service is not started now, but with the next start of Windows.

.PARAMETER StatePath
Keeps the scheduled task that is removed in this file, for Uninstall-Service.ps1.

.PARAMETER LogPath
Writes every step to this file too.

.EXAMPLE
.\Install-Service.ps1
#>
[CmdletBinding(SupportsShouldProcess = $true)]
param(
    [string] $Program = (Join-Path (Split-Path $PSScriptRoot) 'Tools\ipblock-service.exe'),
    [string] $SettingsFolder = (Join-Path $env:ProgramData 'IpBlock'),
    [switch] $LeaveDisabled,
    [switch] $NoStart,
    [string] $StatePath,
    [string] $LogPath
)

$ErrorActionPreference = 'Stop'
. "$PSScriptRoot\parts\Service.ps1"
Start-Steps $PSCmdlet $LogPath

if (-not (Test-ServiceSupported)) { throw $script:NoServiceHere }
if (-not (Test-Path -LiteralPath $Program)) { throw "$Program does not exist. Name the program with -Program." }
$start = if ($LeaveDisabled) { 'disabled' } else { 'delayed-auto' }
Invoke-AllOrNothing 'The set-up of the service' {
    Protect-ProgramFolder (Split-Path $Program)
    Set-ServiceConfiguration $Program $start
    Initialize-Settings $SettingsFolder (Join-Path $PSScriptRoot 'ipblock.json')
    Grant-ServiceRights $SettingsFolder
    Register-EventSource
}
Remove-SavedRights
if ($LeaveDisabled) {
    Write-Step 'The service IpBlock is disabled. Set-Service IpBlock -StartupType Automatic enables it.'
    return
}
if ($NoStart -or (Start-ListService)) { Remove-UpdateTask $StatePath }
