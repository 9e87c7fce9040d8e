#Requires -Version 4.0
#Requires -RunAsAdministrator
<#
.SYNOPSIS
Sets up the management page: the Windows service IpBlockManager, for the administration of IpBlock in a browser.

.DESCRIPTION
Creates the service if it does not exist, and configures it to run with the separate account NT SERVICE\IpBlockManager, with only the permissions that it
requires, to start automatically (delayed) with Windows, and to restart after a failure. Then it starts the service. The address of the page is
http://localhost:8480, which is available only on this server. To change the address, edit manager\options.txt in the folder of the settings. You can run the
script again: it changes only what is not correct.

.PARAMETER Program
The path of ipblock-manager.exe. Default: in the folder Tools, next to the folder of this script.

.PARAMETER SettingsFolder
The folder of ipblock.json. Default: C:\ProgramData\IpBlock.

.PARAMETER NoStart
Does not start the service now. It starts with the next start of Windows.

.PARAMETER LogPath
Also writes every step to this file.

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

if (-not (Test-ServiceSupported)) { throw 'The management page requires Windows Server 2016 or later, because .NET 10 requires it.' }
if (-not (Test-Path -LiteralPath $Program)) { throw "$Program does not exist. Specify the path of the program with -Program." }
Invoke-AllOrNothing 'The setup of the management page' {
    Protect-ProgramFolder (Split-Path $Program)
    Set-ServiceConfiguration $Program 'delayed-auto' (Get-PageArguments $SettingsFolder)
    Initialize-Settings $SettingsFolder (Join-Path $PSScriptRoot 'ipblock.json')
    Grant-PageRights $SettingsFolder
    Initialize-PageOptions $SettingsFolder
    Register-EventSource
}
Remove-SavedRights
if ($NoStart) { return }
if (Start-ListService) { Write-Step "The management page is running. To create the first account, run: & '$Program' invite NAME --role administrator" }
