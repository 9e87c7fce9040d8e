#Requires -Version 4.0
#Requires -RunAsAdministrator
<#
.SYNOPSIS
Sets up the Windows service IpBlock, which fetches lists and sends notifications about problems.

.DESCRIPTION
Creates the service if it does not exist, and configures it to run with the separate account NT SERVICE\IpBlock, with only the permissions that it
requires, to start automatically (delayed) with Windows, and to restart after a failure. Then it starts the service. When the service runs, the scheduled task
of earlier versions is removed. You can run the script again: it changes only what is not correct. The agent does not require the service.

.PARAMETER Program
The path of ipblock-service.exe. Default: in the folder Tools, next to the folder of this script.

.PARAMETER SettingsFolder
The folder of ipblock.json. Default: C:\ProgramData\IpBlock.

.PARAMETER LeaveDisabled
Disables the service and does not start it.

.PARAMETER NoStart
Does not start the service now. It starts with the next start of Windows.

.PARAMETER StatePath
Saves the removed scheduled task in this file, for Uninstall-Service.ps1.

.PARAMETER LogPath
Also writes every step to this file.

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
if (-not (Test-Path -LiteralPath $Program)) { throw "$Program does not exist. Specify the path of the program with -Program." }
$start = if ($LeaveDisabled) { 'disabled' } else { 'delayed-auto' }
Invoke-AllOrNothing 'The setup of the service' {
    Protect-ProgramFolder (Split-Path $Program)
    Set-ServiceConfiguration $Program $start
    Initialize-Settings $SettingsFolder (Join-Path $PSScriptRoot 'ipblock.json')
    Grant-ServiceRights $SettingsFolder
    Register-EventSource
}
Remove-SavedRights
if ($LeaveDisabled) {
    Write-Step 'The service IpBlock is disabled. To enable it, run Set-Service IpBlock -StartupType Automatic.'
    return
}
if ($NoStart -or (Start-ListService)) { Remove-UpdateTask $StatePath }
