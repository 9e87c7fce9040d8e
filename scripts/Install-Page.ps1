#Requires -Version 4.0
#Requires -RunAsAdministrator
<#
.SYNOPSIS
Switches the page on: the Windows service IpBlockManager, with which IpBlock is administered in a browser.

.DESCRIPTION
Creates the service if it is not there, has it run as its own account NT SERVICE\IpBlockManager with the rights it needs and no others, start some time
after Windows and be started again after a failure, and starts it. The page is at http://localhost:8480, for this server alone; options in
manager\options.txt in the folder of the settings say otherwise. Running the script again changes nothing that is right already.

.PARAMETER Program
The path of the page's program. Without it, Tools beside the folder of this script.

.PARAMETER SettingsFolder
The folder of ipblock.json. Without it, C:\ProgramData\IpBlock.

.PARAMETER NoStart
The page is not started now, but with the next start of Windows.

.PARAMETER LogPath
Writes every step to this file too.

.EXAMPLE
.\Install-Page.ps1
#>
[CmdletBinding(SupportsShouldProcess = $true)]
param(
    [string] $Program = (Join-Path (Split-Path $PSScriptRoot) 'Tools\ipblock-manager.exe'),
    [string] $SettingsFolder = (Join-Path $env:ProgramData 'IpBlock'),
    [switch] $NoStart,
    [string] $LogPath
)

$ErrorActionPreference = 'Stop'
. "$PSScriptRoot\parts\Page.ps1"
Start-Steps $PSCmdlet $LogPath

if (-not (Test-ServiceSupported)) { throw 'The page needs Windows Server 2016 or later, because .NET 10 does.' }
if (-not (Test-Path -LiteralPath $Program)) { throw "$Program does not exist. Name the program with -Program." }
Invoke-AllOrNothing 'The set-up of the page' {
    Protect-ProgramFolder (Split-Path $Program)
    Set-ServiceConfiguration $Program 'delayed-auto' (Get-PageArguments $SettingsFolder)
    Initialize-Settings $SettingsFolder (Join-Path $PSScriptRoot 'ipblock.json')
    Grant-PageRights $SettingsFolder
    Initialize-PageOptions $SettingsFolder
    Register-EventSource
}
Remove-SavedRights
if ($NoStart) { return }
if (Start-ListService) { Write-Step "The page is on. For the first account: & '$Program' invite NAME --role administrator" }
